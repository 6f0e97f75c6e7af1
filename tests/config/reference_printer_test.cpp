// Goal: the reference page is YAML with every option under its words.
// Method: one small section; the text written out by hand.
#include "config/reference_printer.h"

#include <gtest/gtest.h>

namespace procured::config {
namespace {

struct Item {
  std::string id;
};

struct Section {
  std::uint64_t count = 3;
  std::string say = "a \"b\"";
  std::vector<Item> items;
};

[[maybe_unused]] void describe(Visitor& visitor, Item& item) {
  visitor.field("id", item.id, {.doc = "Its id.", .required = true});
}

[[maybe_unused]] void describe(Visitor& visitor, Section& section) {
  visitor.field("count", section.count,
                {.doc = "How many.", .unit = "days", .max = core::Decimal(9, 0)});
  visitor.field("say", section.say, {.doc = "What to say.", .choices = {"x", "y"}});
  visitor.list("items", section.items, {.doc = "Things."});
}

TEST(ReferencePrinterTest, OptionsStandUnderTheirWords) {
  Section section;
  ReferencePrinter printer;
  describe(printer, section);
  EXPECT_EQ(printer.text(),
            "# How many. In days. From 0 to 9.\n"
            "count: 3\n"
            "\n"
            "# What to say. One of \"x\", \"y\".\n"
            "say: \"a \\\"b\\\"\"\n"
            "\n"
            "# Things.\n"
            "items: []\n"
            "  # -\n"
            "  #   # Its id. Must not be empty.\n"
            "  #   id: \"\"\n");
}

}  // namespace
}  // namespace procured::config
