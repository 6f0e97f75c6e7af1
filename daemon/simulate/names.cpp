#include "simulate/names.h"

#include <array>
#include <string_view>

#include "core/text.h"

namespace procured::simulate {
namespace {

constexpr std::array<std::string_view, 20> kTrees = {
    "Alm",  "Bjerk", "Dyp",  "Eik",   "Falk",   "Gran", "Hassel", "Kvern", "Lyng", "Mose",
    "Orre", "Pil",   "Rogn", "Selje", "Timian", "Ulv",  "Vier",   "Ask",   "Furu", "Einer"};
constexpr std::array<std::string_view, 10> kLands = {
    "brekke", "haugen", "vangen", "stranda", "tjern", "åsen", "holtet", "bekken", "lia", "sletta"};
constexpr std::array<std::string_view, 5> kSides = {"", "Øvre ", "Nedre ", "Indre ", "Ytre "};

constexpr std::array<std::string_view, 48> kPlaces = {
    "Fagertun",    "Solbakken",  "Trollhaugen", "Blåklokka",   "Kråkereiret",  "Bekkefaret",
    "Stjernegata", "Tusenbein",  "Rundtjern",   "Kløverenga",  "Skogly",       "Myrull",
    "Eplehagen",   "Lerkeveien", "Fjellsyn",    "Båtvika",     "Reveskogen",   "Kongletoppen",
    "Vindfløy",    "Månelia",    "Brattbakken", "Sauehaugen",  "Klokkerud",    "Tyttebær",
    "Rognelund",   "Sandvolden", "Elgtråkket",  "Nøtteliten",  "Plommelunden", "Ravnedalen",
    "Morgengry",   "Kveldsro",   "Heimlund",    "Storsteinen", "Lilleputt",    "Gullregn",
    "Sommerro",    "Kastanjen",  "Hestehoven",  "Firkløveret", "Tindetoppen",  "Breidablikk",
    "Vesleheimen", "Lavendel",   "Furutoppen",  "Nyrydningen", "Kornmoen",     "Løvetann"};

constexpr std::array<std::string_view, 12> kFirstNames = {"Kari",   "Ola",  "Ingrid", "Jonas",
                                                          "Amina",  "Nils", "Sølvi",  "Henrik",
                                                          "Maryam", "Tor",  "Liv",    "Åse"};
constexpr std::array<std::string_view, 12> kLastNames = {
    "Granmo",    "Lindtun", "Fjellvik",  "Hageløkken", "Mosebø",  "Tårnby",
    "Kvernåsen", "Rugland", "Steinlien", "Åkerholt",   "Bruvoll", "Nattland"};

}  // namespace

std::string municipality_name(std::size_t n) {
  // 7 and 20 have no common factor: neighbours in the list sound different, and no name comes
  // twice.
  const auto tree = kTrees[(n * 7) % kTrees.size()];
  const auto land = kLands[(n / kTrees.size() + n) % kLands.size()];
  const auto side = kSides[(n / (kTrees.size() * kLands.size())) % kSides.size()];
  return std::string(side) + std::string(tree) + std::string(land);
}

std::string place_name(std::size_t n) { return std::string(kPlaces[n % kPlaces.size()]); }

std::string person_name(Random& random) {
  const auto first = kFirstNames[static_cast<std::size_t>(random.below(kFirstNames.size()))];
  const auto last = kLastNames[static_cast<std::size_t>(random.below(kLastNames.size()))];
  return std::string(first) + " " + std::string(last);
}

std::string plain(const std::string& name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\xC3' && i + 1 < name.size()) {
      const char letter = name[++i];
      const bool rounded = letter == '\xB8' || letter == '\x98';  // ø Ø, else å Å æ Æ
      result += rounded ? 'o' : 'a';
    } else if ((name[i] >= '0' && name[i] <= '9') ||
               core::to_lower(name.substr(i, 1)) != core::to_upper(name.substr(i, 1))) {
      result += core::to_lower(name.substr(i, 1));
    }
  }
  return result;
}

std::string mail_address(const std::string& name, const std::string& domain) {
  const auto blank = name.find(' ');
  return plain(name.substr(0, blank)) + "." + plain(name.substr(blank + 1)) + "@" + domain;
}

}  // namespace procured::simulate
