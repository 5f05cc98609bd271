import JSON
import Rules
import Time

/// The lines of the alerts' file.
enum AlertLines {
  /// The newest entry of each rule and journey, oldest first.
  ///
  /// - Parameters:
  ///   - horizon: entries before it are left out.
  ///   - most: how many of the newest are kept.
  static func latest(in bytes: [UInt8], since horizon: Instant, _ most: Int) -> [AlertEntry] {
    var seen: Set<AlertKey> = []
    var entries: [AlertEntry] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")).reversed() {
      guard entries.count < most else { break }
      guard let entry = entry(line), entry.at >= horizon, seen.insert(entry.key).inserted else { continue }
      entries.append(entry)
    }
    return entries.reversed()
  }

  /// The lines that are not of a journey; nil where none is.
  static func removing(_ journey: ExactText, from bytes: [UInt8]) -> (bytes: [UInt8], count: Int)? {
    var rest: [UInt8] = []
    var count = 0
    var isFound = false
    let needle = string(journey.text)
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      // Few lines have the id in them, and only these are read. One that was cut short may be of the journey.
      if contains(line, needle), entry(line).map({ $0.key.journey == journey }) ?? true {
        isFound = true
        continue
      }
      rest += line
      rest.append(UInt8(ascii: "\n"))
      count += 1
    }
    return isFound ? (rest, count) : nil
  }

  static func bytes(of entries: [AlertEntry]) -> [UInt8] {
    var json = JSONWriter()
    for entry in entries {
      json.array(of: [entry.key.rule, entry.key.journey.text, entry.at.description])
      json.newline()
    }
    return json.bytes
  }

  /// Nil for something else: a crash may have cut the last line short.
  private static func entry(_ line: ArraySlice<UInt8>) -> AlertEntry? {
    guard let document = try? JSONDocument(parsing: Array(line)), document.kind(of: document.root) == .array,
      document.count(of: document.root) == 3
    else { return nil }
    let parts = Array(document.elements(of: document.root))
    guard parts.allSatisfy({ document.kind(of: $0) == .string }),
      let at = Instant(rfc3339: document.string(at: parts[2]))
    else { return nil }
    return AlertEntry(
      key: AlertKey(rule: document.string(at: parts[0]), journey: ExactText(document.string(at: parts[1]))),
      at: at)
  }

  private static func string(_ text: String) -> [UInt8] {
    var json = JSONWriter()
    json.string(text)
    return json.bytes
  }

  private static func contains(_ line: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
    guard let first = needle.first else { return true }
    var rest = line
    while let start = rest.firstIndex(of: first) {
      if rest[start...].starts(with: needle) { return true }
      rest = rest[(start + 1)...]
    }
    return false
  }
}
