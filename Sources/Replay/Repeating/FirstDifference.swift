package import JSON

/// The first place at which two JSON values differ, in the order of the first.
package struct FirstDifference: Sendable, Hashable {
  /// RFC 6901.
  package let pointer: String
  /// JSON; nil where one of them has nothing there.
  package let first: String?
  package let second: String?

  /// Nil where they are the same, but perhaps for spaces.
  package static func between(_ one: JSONDocument, _ other: JSONDocument) -> FirstDifference? {
    find(Place(document: one, token: one.root), Place(document: other, token: other.root), JSONPointer())
  }

  private struct Place {
    let document: JSONDocument
    let token: JSONToken

    var text: String { String(decoding: document.rawBytes(of: token), as: UTF8.self) }
    var kind: JSONKind { document.kind(of: token) }

    var members: [(key: String, place: Place)] {
      document.members(of: token).map {
        (document.string(at: $0.key), Place(document: document, token: $0.value))
      }
    }

    var elements: [Place] { document.elements(of: token).map { Place(document: document, token: $0) } }
  }

  private static func find(_ one: Place, _ other: Place, _ pointer: JSONPointer) -> FirstDifference? {
    switch (one.kind, other.kind) {
    case (.object, .object): return ofMembers(one, other, pointer)
    case (.array, .array):
      let (left, right) = (one.elements, other.elements)
      for index in 0..<max(left.count, right.count) {
        let place = pointer.appending(index)
        guard index < left.count, index < right.count else {
          return difference(
            place, index < left.count ? left[index] : nil, index < right.count ? right[index] : nil)
        }
        if let found = find(left[index], right[index], place) { return found }
      }
      return nil
    default: return one.text == other.text ? nil : difference(pointer, one, other)
    }
  }

  private static func ofMembers(_ one: Place, _ other: Place, _ pointer: JSONPointer) -> FirstDifference? {
    let (left, right) = (one.members, other.members)
    for (key, value) in left {
      let place = pointer.appending(key)
      guard let match = right.first(where: { $0.key == key }) else { return difference(place, value, nil) }
      if let found = find(value, match.place, place) { return found }
    }
    if let more = right.first(where: { member in !left.contains { $0.key == member.key } }) {
      return difference(pointer.appending(more.key), nil, more.place)
    }
    // The same members in another order.
    return left.map(\.key) == right.map(\.key) ? nil : difference(pointer, one, other)
  }

  private static func difference(_ pointer: JSONPointer, _ one: Place?, _ other: Place?) -> FirstDifference {
    FirstDifference(pointer: pointer.description, first: one?.text, second: other?.text)
  }
}
