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
    func isNamed(_ token: JSONToken?) -> Bool {
      guard let name = token.flatMap({ document.text("journey", of: $0) }) else { return false }
      return names.contains { $0.utf8.elementsEqual(name.utf8) }
    }
    let state = document.member("state", of: document.root)
    if isNamed(state) { return true }
    if let state, document.list("buying_group", of: state).contains(where: isNamed) { return true }
    guard let considered = document.member("considered", of: document.root) else { return false }
    return document.list("others", of: considered).contains(where: isNamed)
  }
}
