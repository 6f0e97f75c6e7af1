#pragma once

#include <string_view>
#include <vector>

#include "connectors/transport/sftp_session.h"

namespace procured::curl {

/// The regular files of a listing as SFTP servers write it, one a line as `ls -l` does; lines of
/// another shape, folders and links are left out.
/// @source draft-ietf-secsh-filexfer-02 §7 (longname)
std::vector<transport::SftpFile> files_of_listing(std::string_view listing);

/// A path within double quotes, for a command of libcurl's.
std::string quoted_path(std::string_view path);

}  // namespace procured::curl
