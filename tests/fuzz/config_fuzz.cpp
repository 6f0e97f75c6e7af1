#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "config/config.h"
#include "config/policy.h"
#include "config/yaml_document.h"
#include "fuzz/fuzz.h"

// The configuration and the policy set: usable, or problems with places; never both, the same
// again.
namespace procured::fuzz {
namespace {

namespace fs = std::filesystem;

/// A folder of this process, gone with it.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("procured-fuzz-" + std::to_string(getpid()))) {
    fs::create_directories(path_ / "policy");
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

void check_problems(const std::vector<config::Problem>& problems) {
  for (const auto& problem : problems) {
    expect(!problem.message.empty(), "a problem says what it is");
    expect(problem.message.size() < 8 * 1024, "a problem is something that a person reads");
  }
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  using namespace procured::fuzz;
  static const Folder folder;
  const auto text = text_of(data, size);
  const auto file = folder.path() / "procured.yaml";
  write(file, text);
  const auto loaded = config::load_config(file);
  check_problems(loaded.problems);
  expect(config::load_config(file).problems.size() == loaded.problems.size(),
         "loading again finds the same");
  if (!config::YamlDocument::parse(text, "x.yaml"))
    expect(!loaded.problems.empty(), "what is no YAML has problems");
  if (loaded.problems.empty())
    expect(config::check(loaded.config).empty(), "what loads is within its bounds");
  write(folder.path() / "policy" / "policy.yaml", text);
  const auto policy = config::load_policy(folder.path() / "policy");
  check_problems(policy.problems);
  if (policy.problems.empty())
    expect(policy.policy.revision > 0, "a policy set states its revision");
  return 0;
}
