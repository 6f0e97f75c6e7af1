// Goal: a configuration is read whole or refused with all that is wrong, each at its place.
// Method: small texts in a temporary folder; places counted by hand. The reference file in the tree
// is compared with what the program prints, and loads to the defaults.
#include "config/config.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace procured::config {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class ConfigTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "procured-config-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  LoadedConfig load(std::string_view text) {
    std::ofstream(folder_ / "p.yaml") << text;
    return load_config(folder_ / "p.yaml");
  }

  /// Problems with the folder cut off their places.
  std::vector<std::string> problems_of(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto& problem : load(text).problems) {
      lines.push_back(to_string(problem).substr(folder_.string().size() + 1));
    }
    return lines;
  }

  fs::path folder_;
};

using Lines = std::vector<std::string>;

TEST_F(ConfigTest, AnEmptyFileIsTheDefaultConfiguration) {
  const auto loaded = load("");
  EXPECT_TRUE(loaded.problems.empty());
  ASSERT_EQ(loaded.config.connectors.size(), 1U);
  EXPECT_TRUE(loaded.config.connectors.contains("files"));
  EXPECT_EQ(loaded.config.kafka.partitions, 16U);
  EXPECT_EQ(loaded.config.serve.address, "127.0.0.1");
  EXPECT_EQ(loaded.config.serve.port, 8080U);
  EXPECT_TRUE(loaded.config.has_role("judge"));
}

TEST_F(ConfigTest, EverySectionIsRead) {
  const auto loaded = load(
      "buyers:\n"
      "  - id: \"958935420\"\n"
      "    name: Oslo\n"
      "    identifiers: [OSL]\n"
      "connectors:\n"
      "  erp:\n"
      "    entries: [ubl, register]\n"
      "    folder: {path: in, poll_interval_ms: 50}\n"
      "    precedence: 3\n"
      "    default_currency: NOK\n"
      "    default_buyer: \"0192:958935420\"\n"
      "    default_seller: \"shop:17\"\n"
      "    decimal_point: \",\"\n"
      "    declared_channel: PUNCHOUT\n"
      "kafka: {bootstrap_servers: \"a:1,b:2\", partitions: 4, raw_retention_days: 30}\n"
      "roles: [sink]\n"
      "instance: one\n"
      "catalogue_dirs: [cat, /abs]\n"
      "serve: {port: 0, goals: {agreement_loyalty_ratio: 0.90}}\n"
      "log: {level: debug}\n");
  EXPECT_TRUE(loaded.problems.empty());
  const auto& config = loaded.config;
  ASSERT_EQ(config.buyers.size(), 1U);
  EXPECT_EQ(config.buyers[0].identifiers, Lines{"OSL"});
  ASSERT_EQ(config.connectors.size(), 1U);
  const auto& erp = config.connectors.at("erp");
  EXPECT_EQ(erp.entries, (Lines{"ubl", "register"}));
  EXPECT_EQ(erp.folder.path, (folder_ / "in").string());
  EXPECT_EQ(erp.folder.poll_interval_ms, 50U);
  EXPECT_EQ(erp.precedence, 3U);
  EXPECT_EQ(erp.default_buyer, "0192:958935420");
  EXPECT_EQ(erp.default_seller, "shop:17");
  EXPECT_EQ(erp.decimal_point, ",");
  EXPECT_EQ(erp.declared_channel, "PUNCHOUT");
  EXPECT_EQ(config.kafka.bootstrap_servers, "a:1,b:2");
  EXPECT_EQ(config.kafka.raw_retention_days, 30U);
  EXPECT_EQ(config.roles, Lines{"sink"});
  EXPECT_EQ(config.catalogue_dirs, (Lines{(folder_ / "cat").string(), "/abs"}));
  EXPECT_EQ(config.serve.port, 0U);
  EXPECT_EQ(config.serve.goals.at("agreement_loyalty_ratio").to_string(), "0.9");
  EXPECT_EQ(config.state_dir, (folder_ / "state").string());
}

TEST_F(ConfigTest, AllProblemsShowAtOnceWithPlaceAndSuggestion) {
  const auto lines = problems_of(
      "kafka:\n"
      "  partitons: 4\n"
      "  session_timeout_ms: 5\n"
      "  compression: lz5\n"
      "roles: [conect]\n"
      "connectors:\n"
      "  files:\n"
      "    precedence: -1\n"
      "    default_currancy: NOK\n");
  const Lines expected = {
      "p.yaml:3:23: 'session_timeout_ms' is 5 ms; the least is 1000",
      "p.yaml:4:16: 'compression' is 'lz5'; possible: none, lz4, zstd, snappy, gzip (did you mean "
      "'lz4'?)",
      "p.yaml:2:3: unknown option 'partitons' in 'kafka' (did you mean 'partitions'?)",
      "p.yaml:5:9: 'roles' is 'conect'; possible: connect, normalise, judge, sink, serve (did you "
      "mean 'connect'?)",
      "p.yaml:8:17: 'precedence' must be a whole number, not '-1'",
      "p.yaml:9:5: unknown option 'default_currancy' in 'connectors.files' (did you mean "
      "'default_currency'?)"};
  EXPECT_EQ(lines.size(), expected.size());
  for (const auto& line : expected) {
    EXPECT_NE(std::find(lines.begin(), lines.end(), line), lines.end()) << line;
  }
}

TEST_F(ConfigTest, ValuesOfTheWrongKindAreProblems) {
  EXPECT_EQ(problems_of("kafka: 7\n"), Lines{"p.yaml:1:8: 'kafka' must hold options"});
  EXPECT_EQ(problems_of("roles: judge\n"), Lines{"p.yaml:1:8: 'roles' must be a list: [one, two]"});
  EXPECT_EQ(problems_of("buyers: {id: x}\n"), Lines{"p.yaml:1:9: 'buyers' must be a list"});
  EXPECT_EQ(problems_of("instance: [x]\n"), Lines{"p.yaml:1:11: 'instance' must be a text"});
  EXPECT_EQ(problems_of("serve: {port: 0x10}\n"),
            Lines{"p.yaml:1:15: 'port' must be a number, not '0x10'"});
  EXPECT_EQ(problems_of("serve: {port: 0080}\n"),
            Lines{"p.yaml:1:15: 'port' must be a number, not '0080'"});
  EXPECT_EQ(problems_of("serve: {port: 1.5}\n"),
            Lines{"p.yaml:1:15: 'port' must be a whole number, not '1.5'"});
  EXPECT_EQ(problems_of("serve: {goals: {x: much}}\n"),
            Lines{"p.yaml:1:20: 'x' must be a number, not 'much'"});
}

TEST_F(ConfigTest, ABuyerNeedsAnId) {
  EXPECT_EQ(problems_of("buyers:\n  - name: Oslo\n"), Lines{"p.yaml:2:5: 'id' is missing"});
}

TEST_F(ConfigTest, AnIdentifierMeansOneBuyer) {
  EXPECT_EQ(problems_of("buyers:\n"
                        "  - {id: A}\n"
                        "  - {id: B, identifiers: [X, A]}\n"
                        "  - {id: A}\n"),
            (Lines{"p.yaml:3:30: 'A' already means the buyer 'A'",
                   "p.yaml:4:10: the buyer 'A' is listed twice"}));
  EXPECT_EQ(problems_of("buyers:\n"
                        "  - {id: \"958935420\"}\n"
                        "  - {id: \"NO 958 935 420 MVA\"}\n")
                .size(),
            1U);
}

TEST_F(ConfigTest, RulesBetweenFieldsNameTheirPlace) {
  EXPECT_EQ(problems_of("kafka:\n  commit_interval_ms: 9000\n  transaction_timeout_ms: 2000\n"),
            Lines{"p.yaml:2:23: must be less than kafka.transaction_timeout_ms (2000 ms)"});
  EXPECT_EQ(problems_of("connectors:\n"
                        "  a: {folder: {path: in}}\n"
                        "  b: {folder: {path: ./in}}\n"),
            Lines{"p.yaml:3:22: the connector 'a' already watches this folder"});
  EXPECT_EQ(problems_of("connectors:\n  \"a b\": {}\n").size(), 1U);
  EXPECT_EQ(problems_of("roles: [sink, sink]\n"), Lines{"p.yaml:1:8: a role is listed twice"});
}

TEST_F(ConfigTest, SourcesAreComplete) {
  EXPECT_EQ(problems_of("connectors:\n"
                        "  a:\n"
                        "    http_poll:\n"
                        "      url: ftp://erp.example/o\n"
                        "      mode: cursr\n"
                        "  b:\n"
                        "    http_poll: {url: 'https://erp.example/o', auth: {kind: oauth2}}\n"
                        "  c: {sftp_poll: {host: bank.example, folder: out}}\n"),
            (Lines{"p.yaml:5:13: 'mode' is 'cursr'; possible: odata_v2, odata_v4, cursor, etag "
                   "(did you mean 'cursor'?)",
                   "p.yaml:4:12: 'ftp://erp.example/o' must begin with https:// or http://",
                   "p.yaml:7:53: 'secret_file' is needed with auth.kind 'oauth2'",
                   "p.yaml:7:53: 'user' is needed with auth.kind 'oauth2'",
                   "p.yaml:7:53: 'token_url' is needed with auth.kind 'oauth2'",
                   "p.yaml:8:18: 'user' is missing",
                   "p.yaml:8:18: 'known_hosts_file' is missing: without it anybody could answer "
                   "for the server",
                   "p.yaml:8:47: 'folder' must begin with '/'",
                   "p.yaml:8:18: 'key_file' or 'password_file' is needed"}));
}

TEST_F(ConfigTest, AConnectorHasOneSource) {
  EXPECT_EQ(
      problems_of("connectors:\n"
                  "  a: {folder: {path: in}, http_poll: {url: 'https://erp.example/o'}}\n"),
      Lines{"p.yaml:2:6: has more than one of folder, http_poll, sftp_poll and receive; make it "
            "several connectors"});
}

TEST_F(ConfigTest, ASecretIsNotSentInTheClear) {
  const auto with_url = [&](const std::string& url) {
    return problems_of("connectors: {a: {http_poll: {url: '" + url +
                       "', auth: {kind: bearer, secret_file: s}}}}\n")
        .size();
  };
  EXPECT_EQ(with_url("https://erp.example/o"), 0U);
  EXPECT_EQ(with_url("http://127.0.0.1:8080/o"), 0U);
  EXPECT_EQ(with_url("http://localhost/o"), 0U);
  EXPECT_EQ(with_url("http://erp.example/o"), 1U);
  EXPECT_EQ(with_url("http://localhost.example/o"), 1U);
  EXPECT_EQ(with_url("http://127.0.0.1.example/o"), 1U);
}

TEST_F(ConfigTest, OnlyTheModeCursorHasACursor) {
  EXPECT_EQ(problems_of("connectors:\n"
                        "  a: {http_poll: {url: 'https://erp.example/o', cursor_path: next}}\n"),
            Lines{"p.yaml:2:62: the mode 'odata_v4' has no cursor (did you mean 'mode: cursor'?)"});
}

TEST_F(ConfigTest, WhatIsReceivedNeedsASecretAndRoom) {
  EXPECT_EQ(
      problems_of("connectors:\n"
                  "  a:\n"
                  "    receive:\n"
                  "      auth: hmac\n"
                  "      secret_file: s\n"
                  "      bytes_max: 33554433\n"
                  "  b: {receive: {auth: bearer, bytes_max: 2000, inbox_bytes: 1999}}\n"
                  "  c: {receive: {secret_file: s}}\n"
                  "  d: {receive: {auth: hmac_sha256, secret_file: s, signature_header: 'X Y'}}\n"),
      (Lines{"p.yaml:4:13: 'auth' is 'hmac'; possible: bearer, hmac_sha256",
             "p.yaml:6:18: 'bytes_max' is 33554433 bytes; the most is 33554432",
             "p.yaml:7:16: 'secret_file' is needed with auth 'bearer'",
             "p.yaml:7:61: must be at least bytes_max, 2000",
             "p.yaml:8:30: needs 'auth' (did you mean 'auth: bearer'?)",
             "p.yaml:9:70: 'X Y' is no name of a header (did you mean 'X-Signature'?)"}));
}

TEST_F(ConfigTest, WhatIsSentAndWhatIsShownHavePortsOfTheirOwn) {
  const std::string receives = "connectors: {a: {receive: {auth: bearer, secret_file: s}}}\n";
  EXPECT_EQ(problems_of(receives), Lines{});
  EXPECT_EQ(problems_of("serve: {port: 8081}\n"), Lines{});
  EXPECT_EQ(problems_of(receives + "serve: {port: 8081}\n" + "receive: {port: 8081}\n"),
            Lines{"p.yaml:3:17: serve.port is 8081, too: what is sent and what is shown need ports "
                  "of their own"});
}

TEST_F(ConfigTest, AFileThatCannotBeReadIsAProblem) {
  const auto loaded = load_config(folder_ / "missing.yaml");
  ASSERT_EQ(loaded.problems.size(), 1U);
  EXPECT_EQ(to_string(loaded.problems[0]),
            (folder_ / "missing.yaml").string() + ": the file cannot be read");
}

TEST_F(ConfigTest, CheckLooksAtRangesWhereverTheValuesComeFrom) {
  auto config = default_config();
  EXPECT_TRUE(check(config).empty());
  config.serve.port = 70'000;
  config.instance = "a b";
  const auto problems = check(config);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(to_string(problems[0]), "serve.port: 'port' is 70000; the most is 65535");
  EXPECT_EQ(problems[1].place, "instance");
}

TEST_F(ConfigTest, TheReferenceInTheTreeIsWhatTheProgramPrints) {
  EXPECT_EQ(content_of(fs::path(PROCURED_SOURCE_DIR) / "config" / "reference.yaml"), reference())
      << "run: procured check --print-reference > config/reference.yaml";
}

TEST_F(ConfigTest, TheReferenceLoadsToTheDefaults) {
  const auto loaded = load(reference());
  EXPECT_TRUE(loaded.problems.empty());
  auto config = loaded.config;
  config.state_dir = "state";
  config.store.path = "procured.sqlite";
  EXPECT_EQ(config.connectors.size(), 1U);
  EXPECT_EQ(config.roles, default_config().roles);
  EXPECT_EQ(config.kafka.transaction_timeout_ms, default_config().kafka.transaction_timeout_ms);
}

TEST_F(ConfigTest, TheExampleInTheTreeIsSound) {
  const auto loaded = load_config(fs::path(PROCURED_SOURCE_DIR) / "config" / "procured.yaml");
  for (const auto& problem : loaded.problems) ADD_FAILURE() << to_string(problem);
  EXPECT_EQ(loaded.config.buyers.size(), 2U);
}

}  // namespace
}  // namespace procured::config
