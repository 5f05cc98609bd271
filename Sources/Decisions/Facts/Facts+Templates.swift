import JSON
import Rules
import Time

extension Facts {
  /// A template with its facts filled in; an absent one is `?`.
  func text(of template: Template, in languages: LanguageChain) -> String {
    var text = ""
    text.reserveCapacity(64)
    for part in template.parts {
      switch part {
      case .literal(let literal): text += literal
      case .fact(let fact): text += self.text(of: fact, in: languages) ?? "?"
      }
    }
    return text
  }

  private func text(of fact: Fact, in languages: LanguageChain) -> String? {
    switch content(of: fact) {
    case .absent: nil
    case .scalar(let value): scalar(value)
    case .word(let word): word
    case .words(let words): words.joined(separator: ", ")
    case .item(let id, let label): label?.text(in: languages) ?? id
    }
  }

  /// Numbers as in JSON, instants as RFC 3339.
  private func scalar(_ value: FactValue) -> String? {
    switch value {
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .double(let value):
      var writer = JSONWriter()
      writer.double(value)
      return String(decoding: writer.bytes, as: UTF8.self)
    case .instant(let instant): return instant.description
    case .absent, .string, .strings: return nil
    }
  }
}
