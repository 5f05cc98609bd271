import JSON
import Rules

/// The attributes that a rule book declares, with what the cells of a CSV file hold of them, as its schema of states says.
struct StateAttributes {
  /// By the dotted path.
  private(set) var forms: [String: CSVCellForm] = [:]

  /// - Parameter schema: the JSON Schema of a journey state.
  init(schema: [UInt8]) {
    guard let document = try? JSONDocument(parsing: schema),
      let properties = document.member("properties", of: document.root)
    else { return }
    let others = Set(StateKey.allCases.map(\.rawValue))
    for (key, value) in document.members(of: properties) {
      let name = document.string(at: key)
      if !others.contains(name) { add(document, value, path: name) }
    }
  }

  private mutating func add(_ document: borrowing JSONDocument, _ schema: JSONToken, path: String) {
    guard let properties = document.member("properties", of: schema) else {
      forms[path] = form(document, schema)
      return
    }
    for (key, value) in document.members(of: properties) {
      add(document, value, path: "\(path).\(document.string(at: key))")
    }
  }

  private func form(_ document: borrowing JSONDocument, _ schema: JSONToken) -> CSVCellForm {
    guard let types = document.member("type", of: schema) else { return .text }
    for type in document.elements(of: types) {
      switch document.string(at: type) {
      case "boolean": return .truth
      case "integer", "number": return .number
      case "array": return .list
      default: continue
      }
    }
    return .text
  }
}
