#include <algorithm>
#include <string_view>

#include "connectors/program/values.h"

namespace procured::mapping {
namespace {

// ISO 4217 list one (2024-06), and of list three what documents since 2000 may state: the
// currencies that the euro replaced, and the old codes of redenominated ones. Three letters and a
// blank each, sorted.
constexpr std::string_view kCodes =
    "AED AFN ALL AMD ANG AOA ARS ATS AUD AWG AZM AZN BAM BBD BDT BEF BGN BHD BIF BMD BND BOB BOV "
    "BRL "
    "BSD BTN BWP BYN BYR BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CYP CZK DEM "
    "DJF "
    "DKK DOP DZD EEK EGP ERN ESP ETB EUR FIM FJD FKP FRF GBP GEL GHC GHS GIP GMD GNF GRD GTQ GYD "
    "HKD "
    "HNL HRK HTG HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD "
    "KZT "
    "LAK LBP LKR LRD LSL LTL LUF LVL LYD MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN "
    "MXV "
    "MYR MZM MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR ROL RON RSD "
    "RUB "
    "RWF SAR SBD SCR SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT "
    "TND "
    "TOP TRL TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VEF VES VND VUV WST XAF XAG XAU "
    "XBA "
    "XBB XBC XBD XCD XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMK ZMW ZWL ";

}  // namespace

bool is_currency(std::string_view code) {
  if (code.size() != 3) return false;
  std::size_t low = 0;
  std::size_t high = kCodes.size() / 4;
  while (low < high) {
    const auto middle = (low + high) / 2;
    const auto candidate = kCodes.substr(middle * 4, 3);
    if (candidate == code) return true;
    if (candidate < code) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

}  // namespace procured::mapping
