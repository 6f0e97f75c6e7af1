#include "simulate/goods.h"

#include <array>

namespace procured::simulate {
namespace {

constexpr std::int64_t kr(std::int64_t kroner, std::int64_t oere = 0) {
  return kroner * 10'000 + oere * 100;
}

using Goods = std::vector<Good>;

const Goods kBakery = {{"Grovbrød 750 g", "50181901", "EA", kr(38, 30), 1, 15},
                       {"Rundstykke, grovt", "50181903", "EA", kr(62, 40), 12, 15},
                       {"Kanelbolle", "50182001", "EA", kr(15, 60), 1, 15},
                       {"Loff 600 g", "50181901", "EA", kr(34, 90), 1, 15},
                       {"Formkake, sjokolade", "50182002", "EA", kr(89), 1, 15},
                       {"Lefse, hjemmebakt", "50181909", "KGM", kr(124, 50), 1, 15},
                       {"Rugbrød, skivet 500 g", "50181901", "EA", kr(42, 20), 1, 15},
                       {"Pizzadeig, porsjon", "50181905", "EA", kr(110), 10, 15}};
const Goods kGroceries = {{"Lettmelk 1 l", "50131701", "LTR", kr(21, 40), 1, 15},
                          {"Egg, frittgående", "50131609", "EA", kr(48, 60), 12, 15},
                          {"Gulrøtter", "50406501", "KGM", kr(24, 80), 1, 15},
                          {"Fiskekaker", "50121613", "KGM", kr(118), 1, 15},
                          {"Brunost, skivet", "50131801", "KGM", kr(139, 90), 1, 15},
                          {"Havregryn 1,1 kg", "50221201", "EA", kr(29, 90), 1, 15},
                          {"Epler, norske", "50301501", "KGM", kr(32, 50), 1, 15},
                          {"Kaffe, filtermalt 500 g", "50201706", "EA", kr(64, 90), 1, 15}};
const Goods kOffice = {{"Kopipapir A4 80 g, 500 ark", "14111507", "EA", kr(52, 40), 1, 25},
                       {"Kulepenn blå", "44121704", "EA", kr(118), 12, 25},
                       {"Ringperm A4 65 mm", "44122003", "EA", kr(36, 50), 1, 25},
                       {"Gule lapper 76 x 76 mm", "14111530", "EA", kr(84), 12, 25},
                       {"Tusj til tavle, sort", "44121708", "EA", kr(14, 90), 1, 25},
                       {"Stiftemaskin", "44121615", "EA", kr(129), 1, 25},
                       {"Konvolutt C5", "44121506", "EA", kr(410), 500, 25},
                       {"Saks 21 cm", "44121618", "EA", kr(39, 80), 1, 25}};
const Goods kCleaning = {{"Grønnsåpe 5 l", "39831200", "EA", kr(148), 1, 25},
                         {"Oppvaskmiddel konsentrat", "39832000", "LTR", kr(44, 90), 1, 25},
                         {"Gulvpolish", "39831240", "LTR", kr(96, 50), 1, 25},
                         {"Håndsåpe 500 ml", "39831700", "EA", kr(31, 40), 1, 25},
                         {"Kalkfjerner", "39831300", "LTR", kr(58), 1, 25},
                         {"Klorfritt desinfeksjonsmiddel", "39831250", "LTR", kr(112), 1, 25}};
const Goods kCrafts = {{"Elektriker, time", "72151500", "HUR", kr(890), 1, 25},
                       {"Rørlegger, time", "72151100", "HUR", kr(940), 1, 25},
                       {"Tømrer, time", "72152700", "HUR", kr(815), 1, 25},
                       {"Maler, time", "72151300", "HUR", kr(760), 1, 25},
                       {"Servicebil, oppmøte", "72102900", "EA", kr(650), 1, 25}};
const Goods kFuel = {{"Diesel", "15101505", "LTR", kr(17, 42), 1, 25},
                     {"Anleggsdiesel", "15101513", "LTR", kr(13, 87), 1, 25},
                     {"AdBlue", "15101599", "LTR", kr(9, 95), 1, 25}};
const Goods kClothes = {{"Arbeidsjakke, refleks", "53101800", "EA", kr(1190), 1, 25},
                        {"Vernesko", "53111600", "PR", kr(1340), 1, 25},
                        {"Arbeidshansker", "53102504", "PR", kr(79), 1, 25},
                        {"Pleieuniform, overdel", "53102708", "EA", kr(349), 1, 25}};
const Goods kFurniture = {{"Kontorstol", "56112104", "EA", kr(3490), 1, 25},
                          {"Elevpult, høydejusterbar", "56121201", "EA", kr(2150), 1, 25},
                          {"Bokhylle 80 x 200", "56101520", "EA", kr(1680), 1, 25},
                          {"Møtebord 240 cm", "56101519", "EA", kr(6900), 1, 25}};
const Goods kTravel = {{"Hotellovernatting, enkeltrom", "90111501", "EA", kr(1495), 1, 15},
                       {"Kurslokale, dag", "90111603", "EA", kr(3200), 1, 25},
                       {"Flyreise innenlands", "78111502", "EA", kr(1840), 1, 15}};
const Goods kOdd = {{"Diverse tjenester", "", "EA", kr(1250), 1, 25},
                    {"Bistand etter avtale", "", "HUR", kr(980), 1, 25},
                    {"Materiell", "", "EA", kr(215), 1, 25}};

}  // namespace

const std::vector<Good>& goods_of(Area area) {
  static const std::array<const Goods*, 10> kByArea = {
      &kBakery, &kGroceries, &kOffice,    &kCleaning, &kCrafts,
      &kFuel,   &kClothes,   &kFurniture, &kTravel,   &kOdd};
  return *kByArea[static_cast<std::size_t>(area)];
}

std::string_view category_scheme_of(Area area) { return area == Area::kCleaning ? "STI" : "TST"; }

std::string_view title_of(Area area) {
  static constexpr std::array<std::string_view, 10> kTitles = {
      "Bakervarer", "Dagligvarer", "Kontorrekvisita", "Renholdsmidler", "Håndverkertjenester",
      "Drivstoff",  "Arbeidstøy",  "Møbler",          "Reise og kurs",  "Diverse"};
  return kTitles[static_cast<std::size_t>(area)];
}

}  // namespace procured::simulate
