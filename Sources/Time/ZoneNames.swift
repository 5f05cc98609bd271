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

  /// What is in the folder of the database besides its zones.
  private static let others: Set<String> = ["posix", "right", "localtime", "Factory", "posixrules"]

  private static func names(in root: String) -> Set<String> {
    var names: Set<String> = []
    func enter(_ prefix: String) {
      let path = "\(root)/\(prefix)"
      for entry in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
        guard prefix != "" || !others.contains(entry), !entry.contains(".") else { continue }
        var status = stat()
        guard stat("\(path)\(entry)", &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: enter("\(prefix)\(entry)/")
        case S_IFREG: if isZone("\(path)\(entry)") { names.insert("\(prefix)\(entry)") }
        default: break
        }
      }
    }
    enter("")
    return names
  }

  /// Whether a file begins as the compiled form of a zone does (RFC 8536).
  private static func isZone(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var magic: UInt32 = 0
    return read(descriptor, &magic, 4) == 4 && UInt32(bigEndian: magic) == 0x545a_6966
  }

  /// A name that may have been meant by one that is none: a city of that name, the same in another case, or where an
  /// abbreviation is in use.
  package static func near(_ name: String) -> String? {
    let asked = name.lowercased().replacing(" ", with: "_")
    if let zone = places[asked], contains(zone) { return zone }
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
