import Foundation

/// A journey state as somebody changes it who has read the changes that an answer proposes.
package struct ChangedState {
  private var members: [String: Any]
  /// What is to be changed in the book instead, as the answer says it.
  package private(set) var changesOfBook: [[String: Any]] = []

  package init(_ json: String, _ changes: [[String: Any]]) throws {
    members = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
    for change in changes { apply(change) }
  }

  package var text: String {
    get throws {
      String(
        decoding: try JSONSerialization.data(withJSONObject: members, options: [.sortedKeys]), as: UTF8.self)
    }
  }

  private mutating func apply(_ change: [String: Any]) {
    let path = (change["pointer"] as? String ?? "").split(separator: "/").map(String.init)
    switch change["change"] as? String {
    case "fact": members = Self.setting(path[...], to: change["to"] ?? NSNull(), in: members)
    case "item":
      var list = Self.value(at: path[...], in: members) as? [Any] ?? []
      if let entry = change["add"] { list.append(entry) }
      if let entry = change["remove"] { Self.remove(entry, from: &list) }
      members = Self.setting(path[...], to: list, in: members)
    case "wait": members["now"] = change["until"]
    default: changesOfBook.append(change)
    }
  }

  private static func value(at path: ArraySlice<String>, in object: [String: Any]) -> Any? {
    guard let key = path.first else { return nil }
    let rest = path.dropFirst()
    return rest.isEmpty ? object[key] : value(at: rest, in: object[key] as? [String: Any] ?? [:])
  }

  private static func setting(
    _ path: ArraySlice<String>, to value: Any, in object: [String: Any]
  ) -> [String: Any] {
    guard let key = path.first else { return object }
    var object = object
    let rest = path.dropFirst()
    object[key] = rest.isEmpty ? value : setting(rest, to: value, in: object[key] as? [String: Any] ?? [:])
    return object
  }

  /// A text goes wherever it stands; of entries that look like what is to be removed, the first.
  private static func remove(_ entry: Any, from list: inout [Any]) {
    if let text = entry as? String {
      list.removeAll { $0 as? String == text }
    } else if let wanted = entry as? [String: Any] {
      if let id = wanted["id"] as? String {
        list.removeAll { $0 as? String == id || ($0 as? [String: Any])?["id"] as? String == id }
      } else if let index = list.firstIndex(where: {
        ($0 as? [String: Any]).map { isLike($0, wanted) } ?? false
      }) {
        list.remove(at: index)
      }
    }
  }

  private static func isLike(_ entry: [String: Any], _ wanted: [String: Any]) -> Bool {
    entry.allSatisfy { key, value in
      (value as? NSObject) == (wanted[key] as? NSObject)
    }
  }
}
