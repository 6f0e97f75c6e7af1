#include "app/explain_command.h"

#include <cstdio>
#include <memory>
#include <string>

#include "adapters/sqlite/store_reader.h"
#include "wording/explain.h"

namespace procured::app {
namespace {

constexpr int kNothingFound = 1;
constexpr int kUnavailable = 69;  // EX_UNAVAILABLE of sysexits.h

struct ExplainOptions {
  std::string subject;
  std::string store;
  std::string language = "en";
};

int explain_one(bi::Store& store, const std::string& key, wording::Language language) {
  const auto view = store.verdict(key);
  if (!view) {
    std::fprintf(stderr, "%s\n", view.error().detail.c_str());
    return kUnavailable;
  }
  const auto text = view.value()
                        ? wording::explain(*view.value(), language)
                        : key + " " + wording::code_text("label", "not_judged", language) + "\n";
  std::fputs(text.c_str(), stdout);
  return 0;
}

int explain(const ExplainOptions& options) {
  const auto language =
      wording::parse_language(options.language).value_or(wording::Language::kEnglish);
  auto store = sqlite::StoreReader::open(options.store);
  if (!store) {
    std::fprintf(stderr, "%s: %s\n", options.store.c_str(), store.error().detail.c_str());
    return kUnavailable;
  }
  const auto subjects = store.value()->find_subjects(options.subject);
  if (!subjects) {
    std::fprintf(stderr, "%s: %s\n", options.store.c_str(), subjects.error().detail.c_str());
    return kUnavailable;
  }
  if (subjects.value().empty()) {
    std::fprintf(stderr, "%s %s\n", wording::code_text("label", "nothing_found", language).c_str(),
                 options.subject.c_str());
    return kNothingFound;
  }
  int exit_code = 0;
  for (const auto& key : subjects.value()) {
    if (key != subjects.value().front()) std::fputs("\n", stdout);
    exit_code = std::max(exit_code, explain_one(*store.value(), key, language));
  }
  return exit_code;
}

}  // namespace

void add_explain_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ExplainOptions>();
  auto* command = app.add_subcommand("explain", "Say in words why a document was judged as it was");
  command
      ->add_option("subject", options->subject, "Document number, or key of a document or verdict")
      ->required();
  command->add_option("--store", options->store, "File of the BI store")->required();
  command->add_option("--lang", options->language, "nb or en")->check(CLI::IsMember({"nb", "en"}));
  command->callback([options, &exit_code] { exit_code = explain(*options); });
}

}  // namespace procured::app
