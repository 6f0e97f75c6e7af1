#include <fmt/format.h>

#include <algorithm>

#include "core/check.h"
#include "simulate/identifiers.h"
#include "simulate/names.h"
#include "simulate/random.h"
#include "simulate/world.h"

// The organisation of one municipality: sectors, their institutions, and at some schools an
// after-school unit below. Three things happen on the day of the reorganisation: a kindergarten
// closes and another takes over its codes, the cleaners move below technical services, and a code
// that two units share has changed its owner long before.
namespace procured::simulate {
namespace {

struct Profile {
  std::string_view kind;
  std::vector<int> appetite;  // by Area: bakery groceries office cleaning crafts fuel clothes
                              // furniture travel odd
};

const Profile kSchool = {"SCHOOL", {22, 12, 24, 4, 4, 0, 0, 8, 6, 4}};
const Profile kAfterSchool = {"AFTER_SCHOOL", {35, 40, 8, 4, 0, 0, 0, 4, 2, 3}};
const Profile kKindergarten = {"KINDERGARTEN", {30, 34, 8, 10, 3, 0, 4, 4, 2, 4}};
const Profile kNursingHome = {"NURSING_HOME", {26, 36, 5, 14, 3, 0, 8, 3, 1, 4}};
const Profile kHomeCare = {"HOME_CARE", {4, 10, 12, 12, 0, 26, 24, 2, 4, 4}};
const Profile kTechnical = {"TECHNICAL", {3, 2, 8, 6, 38, 24, 16, 0, 4, 6}};
const Profile kOfficeUnit = {"ADMINISTRATION", {12, 6, 38, 2, 2, 0, 0, 16, 20, 6}};

class Builder {
 public:
  Builder(const World& world, BuyerWorld& buyer)
      : buyer_(buyer),
        random_(world.options.seed, fmt::format("units {}", buyer.index)),
        founded_(add_months(world.first_day, -60)) {}

  void sector(std::string id, std::string name) {
    buyer_.units.push_back({std::move(id), std::move(name), "", "SECTOR", 0, {}, {}, {}});
  }

  /// A unit with one period, and the place that buys for it.
  Place& unit(const std::string& id, const std::string& name, const std::string& parent,
              const Profile& profile) {
    Place place;
    place.reference = fmt::format("{}-{}", buyer_.code, id.substr(1));
    place.account = id.substr(1) + "000";
    place.gln = gs1_number(buyer_.index * 1000 + std::stoul(id.substr(1)));
    place.name = name;
    place.unit_before = place.unit_after = id;
    place.technical_before = place.technical_after = parent == "E300";
    place.appetite = profile.appetite;
    place.skill_before = static_cast<int>(random_.between(0, 9)) < 4 ? 80 : 20;
    place.skill_after = static_cast<int>(random_.between(0, 9)) < 8 ? 94 : place.skill_before;
    buyer_.units.push_back({id,
                            name,
                            parent,
                            std::string(profile.kind),
                            static_cast<int>(random_.between(8, 60)),
                            {place.reference, place.account, place.gln},
                            founded_,
                            {}});
    buyer_.places.push_back(std::move(place));
    return buyer_.places.back();
  }

  std::string town() { return place_name(first_name_ + names_used_++); }

  /// E160 closes; E170 answers to its codes from then on.
  void close_kindergarten() {
    auto& closing = period("E160");
    closing.valid_to = add_days(buyer_.reorganised_on, -1);
    UnitPeriod successor = period("E170");
    successor.valid_from = buyer_.reorganised_on;
    const auto inherited = closing.references;
    successor.references.insert(successor.references.end(), inherited.begin(), inherited.end());
    // The period before stays open: of two that hold, the one that began later counts.
    buyer_.units.push_back(std::move(successor));
    place("E160").unit_after = "E170";
  }

  void move_cleaners() {
    UnitPeriod moved = period("E430");
    period("E430").valid_to = add_days(buyer_.reorganised_on, -1);
    moved.valid_from = buyer_.reorganised_on;
    moved.parent = "E300";
    buyer_.units.push_back(std::move(moved));
    place("E430").technical_after = true;
  }

  void share_code() {
    const std::string shared = buyer_.code + "-FELLES";
    period("E410").references.push_back(shared);
    auto& owner = period("E420");
    owner.references.push_back(shared);
    owner.valid_from = add_months(founded_, 12);
    Place second = place("E420");
    second.reference = shared;
    buyer_.places.push_back(std::move(second));
  }

 private:
  UnitPeriod& period(const std::string& id) {
    const auto found = std::find_if(buyer_.units.begin(), buyer_.units.end(),
                                    [&](const UnitPeriod& unit) { return unit.id == id; });
    PROCURED_CHECK(found != buyer_.units.end());
    return *found;
  }
  Place& place(const std::string& id) {
    const auto found = std::find_if(buyer_.places.begin(), buyer_.places.end(),
                                    [&](const Place& each) { return each.unit_before == id; });
    PROCURED_CHECK(found != buyer_.places.end());
    return *found;
  }

  BuyerWorld& buyer_;
  Random random_;
  core::Date founded_;
  std::size_t names_used_ = 0;
  std::size_t first_name_ = static_cast<std::size_t>(random_.below(48));
};

}  // namespace

void build_units(const World& world, BuyerWorld& buyer) {
  Builder build(world, buyer);
  build.sector("E100", "Oppvekst");
  build.sector("E200", "Helse og omsorg");
  build.sector("E300", "Tekniske tjenester");
  build.sector("E400", "Fellestjenester");
  for (const std::string id : {"E110", "E120", "E130", "E140"}) {
    const std::string name = build.town();
    build.unit(id, name + " skole", "E100", kSchool);
    if (id < "E130") build.unit(id.substr(0, 3) + "1", name + " SFO", id, kAfterSchool);
  }
  for (const std::string id : {"E150", "E160", "E170", "E180"}) {
    build.unit(id, build.town() + " barnehage", "E100", kKindergarten);
  }
  for (const std::string id : {"E210", "E220", "E230"}) {
    build.unit(id, build.town() + " sykehjem", "E200", kNursingHome);
  }
  build.unit("E240", "Hjemmetjenesten", "E200", kHomeCare);
  build.unit("E310", "Vei og park", "E300", kTechnical);
  build.unit("E320", "Bygg og eiendom", "E300", kTechnical);
  build.unit("E410", "IT og utvikling", "E400", kOfficeUnit);
  build.unit("E420", "Servicetorget", "E400", kOfficeUnit);
  build.unit("E430", "Renhold", "E400", kTechnical);
  build.close_kindergarten();
  build.move_cleaners();
  build.share_code();
}

}  // namespace procured::simulate
