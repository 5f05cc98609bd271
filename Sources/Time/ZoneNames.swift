import Foundation
import Glibc

/// The names of time zones that there are: those of the machine's IANA database, in its spelling.
package enum ZoneNames {
  /// True for names of the database only: no abbreviations that are not in it, no offsets, not `localtime`.
  package static func contains(_ name: String) -> Bool {
    // Texts that only look like a name are equal to it for Swift.
    name == "UTC" || (name.utf8.allSatisfy { $0 < 0x80 } && all.contains(name))
  }

  /// All of them; read once, as the database does not change while a program runs.
  package static let all: Set<String> = {
    for folder in ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"] {
      let names = names(in: folder)
      if !names.isEmpty { return names.union(["UTC"]) }
    }
    // A machine without a database of its own: what the library brings along.
    return Set(TimeZone.knownTimeZoneIdentifiers).union(["UTC"])
  }()

  /// What is in the folder of the database besides its zones, and begins with a capital letter as they do.
  private static let others: Set<String> = [
    "Factory", "SECURITY", "README", "NEWS", "CONTRIBUTING", "LICENSE",
  ]

  /// Zones are recognized by their names: to look into six hundred files takes longer than a whole command.
  private static func names(in root: String) -> Set<String> {
    var names: Set<String> = []
    names.reserveCapacity(700)
    func walk(_ prefix: String) {
      guard let folder = opendir("\(root)/\(prefix)") else { return }
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        // Neither `posix`, `right`, `localtime`, `leapseconds` nor `tzdata.zi`.
        guard let first = name.utf8.first, (0x41...0x5a).contains(first),
          !name.utf8.contains(UInt8(ascii: ".")),
          !others.contains(name)
        else { continue }
        if isFolder(entry, "\(root)/\(prefix)\(name)") {
          walk("\(prefix)\(name)/")
        } else {
          names.insert("\(prefix)\(name)")
        }
      }
    }
    walk("")
    return names
  }

  /// - Parameter path: looked at only where the file system does not say what an entry is, or it is a link.
  private static func isFolder(_ entry: UnsafeMutablePointer<dirent>, _ path: String) -> Bool {
    let type = Int(entry.pointee.d_type)
    guard type != Int(DT_REG), type != Int(DT_DIR) else { return type == Int(DT_DIR) }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// A name that may have been meant by one that is none: a city of that name, the same in another case, or where an
  /// abbreviation is in use.
  package static func near(_ name: String) -> String? {
    let asked = name.lowercased().replacing(" ", with: "_")
    if let zone = places[asked], contains(zone) { return zone }
    // The database has the signs of POSIX: what is ahead of UTC has a minus.
    if let match = asked.wholeMatch(of: /(?:utc|gmt)?([+\-])0?([0-9]{1,2})(?::?00)?/) {
      let zone = match.2 == "0" ? "UTC" : "Etc/GMT\(match.1 == "+" ? "-" : "+")\(match.2)"
      return contains(zone) ? zone : nil
    }
    let matches = all.filter { zone in
      let zone = zone.lowercased()
      return zone == asked || zone.hasSuffix("/\(asked)")
    }
    return matches.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }

  /// Where an abbreviation is in use, in lower case; of several places the one with the most people that use it in
  /// their mails.
  private static let places: [String: String] = [
    "acst": "Australia/Adelaide", "aedt": "Australia/Sydney", "aest": "Australia/Sydney",
    "akst": "America/Anchorage",
    "ast": "America/Halifax", "awst": "Australia/Perth", "brt": "America/Sao_Paulo", "bst": "Europe/London",
    "cat": "Africa/Maputo", "cdt": "America/Chicago", "cest": "Europe/Paris", "cst": "America/Chicago",
    "eat": "Africa/Nairobi", "edt": "America/New_York", "eest": "Europe/Athens", "gst": "Asia/Dubai",
    "hkt": "Asia/Hong_Kong", "ict": "Asia/Bangkok", "idt": "Asia/Jerusalem", "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "mdt": "America/Denver", "mest": "Europe/Paris",
    "mez": "Europe/Berlin", "mesz": "Europe/Berlin", "msk": "Europe/Moscow", "nzdt": "Pacific/Auckland",
    "nzst": "Pacific/Auckland", "pdt": "America/Los_Angeles", "pht": "Asia/Manila", "pkt": "Asia/Karachi",
    "pst": "America/Los_Angeles", "sast": "Africa/Johannesburg", "sgt": "Asia/Singapore",
    "trt": "Europe/Istanbul",
    "wat": "Africa/Lagos", "west": "Europe/Lisbon", "wib": "Asia/Jakarta", "z": "UTC",
  ]
}
