#include "simulate/identifiers.h"

#include <fmt/format.h>

namespace procured::simulate {
namespace {

/// Weights 2 3 4 5 6 7 2 3 … from the right; -1 when no check digit exists.
int modulus_11(const std::string& digits) {
  int sum = 0;
  int weight = 2;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    sum += (*digit - '0') * weight;
    weight = weight == 7 ? 2 : weight + 1;
  }
  const int check = (11 - sum % 11) % 11;
  return check == 10 ? -1 : check;
}

/// The n-th of the numbers prefix + counter. Counters 2n and 2n + 1 differ by one in the last
/// digit, so their sums differ by 2 modulo 11, and at most one of them lacks a check digit.
std::string with_check_digit(const std::string& prefix, std::uint32_t n, int counter_digits) {
  std::string body = prefix + fmt::format("{:0{}}", n * 2, counter_digits);
  if (modulus_11(body) < 0) ++body.back();
  return body + static_cast<char>('0' + modulus_11(body));
}

}  // namespace

std::string organisation_number(std::uint32_t n) { return with_check_digit("3", n, 7); }

std::string gs1_number(std::uint64_t n) {
  const std::string body = fmt::format("29{:010}", n);
  int sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) sum += (body[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return body + static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string account_number(std::uint32_t n) { return with_check_digit("0000", n, 6); }

std::string payment_reference(const std::string& digits) {
  int sum = 0;
  bool doubled = true;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    int value = (*digit - '0') * (doubled ? 2 : 1);
    if (value > 9) value -= 9;
    sum += value;
    doubled = !doubled;
  }
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace procured::simulate
