#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/decoding/decoded.h"
#include "core/result.h"

namespace procured::mapping {

/// All of a file at once: for tools, which show it to a person, and for tests.
struct Decoding : FileSummary {
  std::vector<Decoded> parts;
};

/// One kind of document or register that a catalogue reads.
struct Readable {
  std::string entry;
  std::string title;  ///< "invoice"; of a register its name.
  bool is_register = false;
  std::string recognised_by;  ///< Syntax, root and conditions, or columns of the header.
};

class Trace;
struct Compilation;

/// The compiled catalogue of connectors: recognises a file by its content and turns it into
/// documents or rows. Immutable after load. @thread any; decode keeps its scratch memory per
/// thread.
class Catalogue {
 public:
  /// Reads every `<folder>/<entry>/*.yaml`; a folder may be an entry itself. @errors all problems
  /// at once, with file:line:column.
  static core::Result<Catalogue> load(const std::vector<std::string>& folders);

  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  /// Hands the parts of a file to `take`, which does not decode itself. With `report` every leaf is
  /// accounted for; `trace` hears how it goes.
  FileSummary decode(std::string_view bytes, const ConnectorSettings& settings,
                     const TakePart& take, bool report = false, Trace* trace = nullptr) const;
  /// The same, with the parts gathered.
  Decoding decode_whole(std::string_view bytes, const ConnectorSettings& settings,
                        bool report = false, Trace* trace = nullptr) const;

  /// The register that the bytes are a file of ("agreements", "units", …); empty when they are no
  /// register.
  std::string register_of(std::string_view bytes, const ConnectorSettings& settings) const;

  std::vector<std::string> entries() const;
  std::vector<Readable> readable() const;
  /// What the mapping files turned into, for tools that look at mappings.
  const Compilation& compilation() const;
  /// The folder of each entry.
  const std::map<std::string, std::string>& folders() const;
  /// Of the mapping files; instances that differ refuse to work together.
  const std::string& content_hash() const;

 private:
  struct Compiled;
  explicit Catalogue(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace procured::mapping
