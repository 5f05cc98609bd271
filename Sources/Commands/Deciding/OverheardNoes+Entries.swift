import Decisions
import Diagnostics
import JSON
import Rules

/// Noes in what a state lists: its contacts, touchpoints, pain points and people.
extension OverheardNoes {
  /// A part of a state that is a list of entries.
  struct ListedPart {
    let key: StateKey
    /// What an entry is called.
    let entry: String
    /// The key that it has in any case.
    let needed: String
  }

  static let listed = [
    ListedPart(key: .contacts, entry: "a contact", needed: "action"),
    ListedPart(key: .touchpoints, entry: "a touchpoint", needed: "type"),
    ListedPart(key: .painPoints, entry: "a pain point", needed: "id"),
    ListedPart(key: .buyingGroup, entry: "a person of the buying group", needed: "journey"),
  ]

  /// Opt-outs under keys that entries of a state do not have, such as the `outcomes` of an export.
  func findingInEntries(
    of part: ListedPart, in state: JSONDocument
  ) throws(Failure) -> Finding? {
    let key = part.key
    guard let list = state.value(of: [key.rawValue], from: state.root), state.kind(of: list) == .array else {
      return nil
    }
    for (index, item) in state.elements(of: list).enumerated() where state.kind(of: item) == .object {
      for (member, value) in state.members(of: item) {
        let name = state.string(at: member)
        guard Self.holdsNo(value, of: state) || Self.refuses(value, under: name, of: state),
          try isUnknown(name, inEntriesOf: part)
        else { continue }
        let remedy =
          key == .contacts
          ? "write it as the contact's 'outcome', with its 'channel'"
          : "write it under 'consent', with its channel"
        return Finding(
          path: [key.rawValue, "\(index)", name],
          detail: "an opt-out stands under '\(name)', which \(part.entry) of a state does not have; \(remedy)"
        )
      }
    }
    return nil
  }

  private func isUnknown(_ name: String, inEntriesOf part: ListedPart) throws(Failure) -> Bool {
    let key = part.key
    guard name != part.needed else { return false }
    if let known = unknownInEntries[key]?[name] { return known }
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", "keys")
      $0.member(named: key.rawValue) { entries in
        entries.array { entries in
          entries.object {
            $0.member(named: part.needed) { $0.string("keys") }
            $0.member(named: name) { $0.string("x") }
          }
        }
      }
    }
    let pointer = CSVColumns.pointer([key.rawValue, "0", name])
    let isUnknown = try book.mistakes(in: writer.bytes).contains {
      $0.pointer == pointer && $0.detail.hasPrefix("unknown key")
    }
    if unknownInEntries[key, default: [:]].count < Self.mostRemembered {
      unknownInEntries[key, default: [:]][name] = isUnknown
    }
    return isUnknown
  }
}
