#include "connectors/tools/term_guess.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "connectors/tools/term_names.h"
#include "core/decimal.h"
#include "core/text.h"

namespace procured::tools {
namespace {

/// Letters and digits in lower case, without a prefix: "cbc:Invoice-No" is "invoiceno".
std::string plain(std::string_view name) {
  if (name.starts_with('@')) name.remove_prefix(1);
  const auto colon = name.find(':');
  if (colon != std::string_view::npos) name.remove_prefix(colon + 1);
  std::string word;
  for (const char c : core::to_lower(name)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (kept) word += c;
  }
  return word;
}

bool is_one_of(std::string_view word, std::string_view words) {
  const auto all = core::split_values(words, ' ');
  return std::find(all.begin(), all.end(), word) != all.end();
}

bool has_one_of(std::string_view text, std::string_view words) {
  const auto all = core::split_values(words, ' ');
  return std::any_of(all.begin(), all.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

bool meets(Demand demand, const ValueShape& shape) {
  switch (demand) {
    case Demand::kDate:
      return !shape.date_form.empty();
    case Demand::kNumber:
      return shape.is_number;
    case Demand::kCurrency:
      return shape.is_currency;
    case Demand::kGtin:
      return shape.is_gtin;
    case Demand::kText:
      break;
  }
  return true;
}

/// How much a path is like a term: 0 is not at all. Earlier words of a term say more.
int likeness(const SamplePath& path, const TermNames& term, std::size_t from) {
  const auto last = plain(path.steps.back());
  std::string above;
  for (auto i = from; i + 1 < path.steps.size(); ++i) above += plain(path.steps[i]);
  const bool of_party = !term.parties.empty();
  if (of_party && !has_one_of(above + last, term.parties)) return 0;
  int rank = 40;
  for (const auto word : core::split_values(term.names, ' ')) {
    if (last == word) return 100 + rank;
    const bool end = last.size() > word.size() && last.ends_with(word);
    if (of_party && end && has_one_of(last, term.parties)) return 90 + rank;
    if (above + last == word) return 80 + rank;
    // A table, or a flat list, has the party's name under what the party is.
    if (of_party && word == "name" && is_one_of(last, term.parties)) return 60;
    if (end && word.size() >= 5) return 40 + rank;
    rank = std::max(rank - 1, 0);
  }
  return 0;
}

struct Candidate {
  int likeness = 0;
  const SamplePath* path = nullptr;
  const TermNames* term = nullptr;
};

std::string joined(const std::vector<std::string>& steps) {
  std::string text;
  for (const auto& step : steps) text += (text.empty() ? "" : "/") + step;
  return text;
}

/// Where the term of a guess stands among all: documents begin with their number.
std::size_t order_of(const Guess& guess) {
  std::size_t order = 0;
  for (const auto terms : {document_terms(), line_terms()}) {
    for (const auto& term : terms) {
      if (term.field == guess.field) return order;
      ++order;
    }
  }
  return order;
}

/// Puts a reading together.
class Guessing {
 public:
  explicit Guessing(const SampleLeaves& leaves) : leaves_(leaves) {
    for (const auto& path : leaves.paths) shapes_[&path] = shape_of_values(path.values);
  }

  SampleReading run() {
    find_lines();
    find_documents();
    find_kind();
    find_decimal_mark();
    match(document_terms(), false);
    match(line_terms(), true);
    fill_by_shape();
    fill_by_arithmetic();
    std::stable_sort(
        reading_.guesses.begin(), reading_.guesses.end(),
        [](const Guess& left, const Guess& right) { return order_of(left) < order_of(right); });
    for (const auto& path : leaves_.paths) {
      if (path.texts > 0 && !used_.contains(&path)) reading_.open.push_back(&path);
    }
    return std::move(reading_);
  }

 private:
  bool is_of_line(const SamplePath& path) const {
    return !reading_.lines.empty() && is_below(path, reading_.lines);
  }

  /// The group that repeats, is called like lines, and holds numbers.
  void find_lines() {
    int best = 0;
    for (const auto& group : leaves_.paths) {
      int score = 0;
      int numbers = 0;
      bool has_leaves = false;
      for (const auto& leaf : leaves_.paths) {
        if (leaf.texts == 0 || !is_below(leaf, group.steps)) continue;
        has_leaves = true;
        numbers += shapes_.at(&leaf).is_number ? 1 : 0;
      }
      if (!has_leaves) continue;
      const bool called = is_one_of(plain(group.steps.back()), line_words());
      if (group.most_in_parent > 1) score += 3;
      if (called) score += 4;
      if (numbers >= 2) score += 2;
      const bool deeper = !reading_.lines.empty() && group.steps.size() > reading_.lines.size() &&
                          is_below(group, reading_.lines);
      if (score < 5 || score < best || (score == best && !deeper)) continue;
      best = score;
      reading_.lines = group.steps;
      reading_.lines_why =
          fmt::format("{}{} below one element at most {}", called ? "called like lines; " : "",
                      joined(group.steps), group.most_in_parent);
    }
  }

  /// The nearest group around the lines that repeats; without lines the first that does.
  void find_documents() {
    for (auto size = reading_.lines.size(); size > 1; --size) {
      const std::vector<std::string> steps(
          reading_.lines.begin(), reading_.lines.begin() + static_cast<std::ptrdiff_t>(size) - 1);
      const auto found = std::find_if(leaves_.paths.begin(), leaves_.paths.end(),
                                      [&](const SamplePath& path) { return path.steps == steps; });
      if (found != leaves_.paths.end() && found->most_in_parent > 1) {
        reading_.documents = steps;
        return;
      }
    }
  }

  void find_kind() {
    for (const auto* kind : {"CREDIT_NOTE", "INVOICE", "ORDER"}) {
      auto names = plain(leaves_.root);
      for (const auto& step : reading_.documents) names += " " + plain(step);
      if (has_one_of(names, words_of_kind(kind))) {
        reading_.kind = kind;
        reading_.kind_why = fmt::format("by the name of the root or of the documents: {}", names);
        return;
      }
    }
    for (const auto* kind : {"INVOICE", "CREDIT_NOTE", "ORDER"}) {
      for (const auto& path : leaves_.paths) {
        if (is_of_line(path) || !has_one_of(plain(path.steps.back()), words_of_kind(kind)))
          continue;
        reading_.kind = kind;
        reading_.kind_why = fmt::format("by the name {}", joined(path.steps));
        return;
      }
    }
    reading_.kind = "INVOICE";
    reading_.kind_why = "nothing in the file says it";
  }

  void find_decimal_mark() {
    int commas = 0;
    int points = 0;
    for (const auto& [path, shape] : shapes_) {
      commas += shape.decimal_mark == ',' ? 1 : 0;
      points += shape.decimal_mark == '.' ? 1 : 0;
    }
    reading_.decimal_mark = commas > points ? ',' : '.';
  }

  void match(std::span<const TermNames> terms, bool of_lines) {
    std::vector<Candidate> candidates;
    for (const auto& path : leaves_.paths) {
      if (path.texts == 0 || is_of_line(path) != of_lines) continue;
      for (const auto& term : terms) {
        if (!meets(term.demand, shapes_.at(&path))) continue;
        const auto from = of_lines ? reading_.lines.size() : reading_.documents.size();
        const auto like = likeness(path, term, std::min(from, path.steps.size() - 1));
        if (like > 0) candidates.push_back({like, &path, &term});
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const auto& left, const auto& right) {
      return left.likeness != right.likeness ? left.likeness > right.likeness
                                             : left.path->steps.size() < right.path->steps.size();
    });
    for (const auto& candidate : candidates) {
      add(std::string(candidate.term->field), *candidate.path,
          fmt::format("by the name {}", candidate.path->steps.back()));
    }
  }

  bool has(std::string_view field) const {
    return std::any_of(reading_.guesses.begin(), reading_.guesses.end(),
                       [&](const Guess& guess) { return guess.field == field; });
  }

  void add(const std::string& field, const SamplePath& path, std::string why) {
    if (has(field) || !used_.insert(&path).second) return;
    reading_.guesses.push_back({field, &path, shapes_.at(&path), std::move(why)});
  }

  /// What only the values tell.
  void fill_by_shape() {
    for (const auto& path : leaves_.paths) {
      const auto& shape = shapes_.at(&path);
      if (path.texts == 0) continue;
      if (is_of_line(path)) {
        if (shape.is_gtin)
          add("lines.standard_item_id", path, "by the values: GTINs with right check digits");
        continue;
      }
      if (shape.is_norwegian_id) {
        add("seller.legal_id", path,
            "by the values: organisation numbers; whose, the seller's or the buyer's?");
      }
      if (!shape.date_form.empty()) add("issue_date", path, "by the values: the first date");
      if (shape.is_currency)
        add("document_currency_code", path, "by the values: codes of ISO 4217");
    }
  }

  /// Paths that every line has just once, as numbers.
  std::vector<std::pair<const SamplePath*, std::vector<core::Decimal>>> columns() const {
    std::vector<std::pair<const SamplePath*, std::vector<core::Decimal>>> found;
    const auto lines = std::find_if(leaves_.paths.begin(), leaves_.paths.end(),
                                    [&](const auto& p) { return p.steps == reading_.lines; });
    if (lines == leaves_.paths.end()) return found;
    for (const auto& path : leaves_.paths) {
      if (!is_of_line(path) || path.texts != lines->count || path.values.size() != path.texts ||
          !shapes_.at(&path).is_number)
        continue;
      std::vector<core::Decimal> numbers;
      for (const auto& value : path.values) {
        if (const auto number = core::Decimal::parse(value, reading_.decimal_mark))
          numbers.push_back(*number);
      }
      if (numbers.size() == path.values.size()) found.emplace_back(&path, std::move(numbers));
    }
    return found;
  }

  /// Quantity × price is the amount on every line, whatever they are called.
  void fill_by_arithmetic() {
    const auto all = columns();
    const auto is_product = [](const auto& left, const auto& right, const auto& product) {
      bool any = false;
      for (std::size_t i = 0; i < left.size(); ++i) {
        const auto exact = std::stod(left[i].to_string()) * std::stod(right[i].to_string());
        if (std::abs(exact - std::stod(product[i].to_string())) > 0.011) return false;
        any = any || (left[i] != right[i] && left[i] != product[i] && right[i] != product[i]);
      }
      return any;
    };
    for (const auto& [amount, amounts] : all) {
      for (const auto& [first, firsts] : all) {
        for (const auto& [second, seconds] : all) {
          if (first >= second || first == amount || second == amount) continue;
          if (!is_product(firsts, seconds, amounts)) continue;
          const auto why = fmt::format("{} × {} = {} on every line", joined(first->steps),
                                       joined(second->steps), joined(amount->steps));
          confirm(*amount, "lines.line_extension_amount", why);
          confirm(*first, "lines.quantity", why);
          confirm(*second, "lines.price_amount", why);
          return;
        }
      }
    }
  }

  void confirm(const SamplePath& path, const std::string& field, const std::string& why) {
    for (auto& guess : reading_.guesses) {
      if (guess.path == &path) {
        guess.why += "; " + why;
        return;
      }
    }
    add(field, path, "by the values: " + why);
  }

  const SampleLeaves& leaves_;
  std::map<const SamplePath*, ValueShape> shapes_;
  std::set<const SamplePath*> used_;
  SampleReading reading_;
};

}  // namespace

bool is_below(const SamplePath& path, const std::vector<std::string>& steps) {
  return path.steps.size() > steps.size() &&
         std::equal(steps.begin(), steps.end(), path.steps.begin());
}

int likeness_to_number(const std::string& column) {
  const SamplePath path{{column}, 0, 0, 0, {}};
  return likeness(path, document_terms().front(), 0);
}

bool is_called_like_line_term(const std::string& column) {
  return std::any_of(line_terms().begin(), line_terms().end(),
                     [&](const TermNames& term) { return is_one_of(plain(column), term.names); });
}

bool is_called_like_document_term(const std::string& column) {
  const auto word = plain(column);
  return std::any_of(document_terms().begin(), document_terms().end(), [&](const TermNames& term) {
    return is_one_of(word, term.names) || is_one_of(word, term.parties);
  });
}

SampleReading read_terms(const SampleLeaves& leaves) { return Guessing(leaves).run(); }

}  // namespace procured::tools
