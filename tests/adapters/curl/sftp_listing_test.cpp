// Goal: names, sizes and times of a listing as OpenSSH's server writes it. Method: its own lines.
#include "adapters/curl/sftp_listing.h"

#include <gtest/gtest.h>

namespace procured::curl {
namespace {

TEST(SftpListingTest, FilesWithNameSizeAndTime) {
  const auto files = files_of_listing(
      "drwxr-xr-x    2 erp      erp          4096 Nov 30 04:25 .\n"
      "-rw-r--r--    1 erp      erp          1048 Nov 30 04:25 invoice 1.xml\n"
      "lrwxrwxrwx    1 erp      erp             5 Nov 30 04:25 link.xml\n"
      "-rw-------    1 1000     1000   5000000000 Jan  2  2025 b.xml\r\n");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "invoice 1.xml");
  EXPECT_EQ(files[0].stamp(), "1048:Nov 30 04:25");
  EXPECT_EQ(files[1].name, "b.xml");
  EXPECT_EQ(files[1].stamp(), "5000000000:Jan 2 2025");
}

TEST(SftpListingTest, LinesOfAnotherShapeAreLeftOut) {
  for (const auto* text :
       {"", "\n\n", "-", "-rw-r--r--", "total 12\n", "-rw 1 a b x Nov 30 04:25 n",
        "-rw 1 a b 5 Nov 30 04:25", "-rw 1 a b 5 Nov 30 04:25 "}) {
    EXPECT_TRUE(files_of_listing(text).empty()) << text;
  }
}

TEST(SftpListingTest, QuotesWithinAPathAreEscaped) {
  EXPECT_EQ(quoted_path("/a b/\"c\\"), "\"/a b/\\\"c\\\\\"");
}

}  // namespace
}  // namespace procured::curl
