import Diagnostics
import Rules
import YAML

extension Declarations {
  /// Where all that they declare stands.
  var places: BookPlaces {
    var places = BookPlaces()
    for section in Section.allCases {
      for declaration in self[section] where declaration.isFirst {
        guard let part = section.part(declaration.id) else { continue }
        places.add(
          part, at: declaration.context.location(declaration.span), through: declaration.body.lastLine)
      }
    }
    for table in self[.tables] where table.isFirst {
      guard case .mapping(let body) = table.body.content,
        case .scalar(let name) = body[TableKey.rows.rawValue]?.content
      else { continue }
      let sheet = Sheets.path(of: name.text, beside: table.context.file.path)
      places.add(file: sheet, of: .table(id: table.id))
    }
    for policy in policies {
      let key = policy.key.rawValue
      places.add(
        .policy(key), at: policy.context.location(policy.entry.keySpan), through: policy.entry.value.lastLine)
      guard policy.key.merges, case .mapping(let entries) = policy.entry.value.content else { continue }
      for entry in entries.entries {
        places.add(
          .policy(key, id: entry.key.text), at: policy.context.location(entry.keySpan),
          through: entry.value.lastLine)
      }
    }
    return places
  }
}

extension Section {
  /// What an entry of it is; nil for those that become something else.
  fileprivate func part(_ id: String) -> BookPlaces.Part? {
    switch self {
    case .rules: .rule(id: id)
    case .attributes: .attribute(id)
    case .tables: .table(id: id)
    case .policies, .accept, .check: nil
    default: IDKind.allCases.first { $0.section == self }.map { .item($0, id: id) }
    }
  }
}

extension Node {
  /// The last line on which something of it stands.
  var lastLine: Int { Int(span.endColumn == 1 ? max(span.line, span.endLine - 1) : span.endLine) }
}
