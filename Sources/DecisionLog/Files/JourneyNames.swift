import JSON

/// How a journey is named in the log: by its id, or by the hash of it.
struct JourneyNames: Sendable {
  private let names: [String]
  /// As they stand in JSON.
  private let quoted: [ByteSearch]

  init(_ journey: String, _ pseudonyms: Pseudonyms) {
    names = [journey, pseudonyms.hash(.journey, journey)]
    quoted = names.map { name in
      var writer = JSONWriter()
      writer.string(name)
      return ByteSearch(writer.bytes)
    }
  }

  /// Whether a text holds the name; quick, and true of other things of that name as well.
  func mayBeIn(_ text: [UInt8]) -> Bool { quoted.contains { $0.isIn(text) } }

  /// Whether a record is of the journey, or of another one that names it: among the contacts of its account that were
  /// considered, or in its buying group.
  func areIn(_ record: [UInt8]) -> Bool {
    guard mayBeIn(record), let document = try? JSONDocument(parsing: record, maximumDepth: 512) else {
      return false
    }
    return Self.all(in: document).contains { name in names.contains { $0.utf8.elementsEqual(name.utf8) } }
  }

  /// How the journeys are named that a record names: its own, those of its buying group, and others of its account whose
  /// contacts were considered.
  static func all(in record: JSONDocument) -> [String] {
    let state = record.member("state", of: record.root)
    let considered = record.member("considered", of: record.root)
    let tokens =
      [state].compactMap(\.self) + (state.map { record.list("buying_group", of: $0) } ?? [])
      + (considered.map { record.list("others", of: $0) } ?? [])
    return tokens.compactMap { record.text("journey", of: $0) }
  }
}
