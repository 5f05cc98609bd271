import Diagnostics

/// Writes HTML that is well-formed XML, too. Every text is escaped, and hidden characters are made visible.
struct HTMLWriter {
  private(set) var html = ""

  typealias Attributes = KeyValuePairs<StaticString, String>

  /// Writes an element with what the closure writes into it.
  mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: (inout HTMLWriter) -> Void
  ) {
    begin(name, attributes)
    html += ">"
    content(&self)
    html += "</\(name)>"
    if Self.isBlock(name) { html += "\n" }
  }

  /// Writes an element that holds a text.
  mutating func element(_ name: StaticString, _ attributes: Attributes, _ text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// Writes an element without attributes that holds a text.
  mutating func element(_ name: StaticString, _ text: String) { element(name, [:], text) }

  /// Writes an element that holds nothing.
  mutating func void(_ name: StaticString, _ attributes: Attributes = [:]) {
    begin(name, attributes)
    html += "/>"
  }

  mutating func text(_ text: String) { html += Self.escaped(text) }

  /// Writes a name that the book gives: it does not turn the direction of what stands around it.
  mutating func name(_ text: String) { element("bdi", text) }

  /// Writes a style or a script of the map's own, as it is.
  mutating func code(_ name: StaticString, _ code: StaticString) { html += "<\(name)>\(code)</\(name)>\n" }

  private mutating func begin(_ name: StaticString, _ attributes: Attributes) {
    html += "<\(name)"
    for (key, value) in attributes { html += " \(key)=\"\(Self.escaped(value))\"" }
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.visible.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static let blocks = [
    "body", "caption", "div", "footer", "form", "h1", "h2", "h3", "head", "header", "html", "li", "main", "p",
    "section", "svg", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
  ]

  private static func isBlock(_ name: StaticString) -> Bool { blocks.contains("\(name)") }
}
