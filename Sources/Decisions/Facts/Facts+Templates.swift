import JSON
import Rules
import Time

extension Facts {
  /// A template with its facts filled in; an absent one is `?`.
  func text(of template: Template, in languages: LanguageChain) -> String {
    let parts = template.parts
    if parts.count == 1, case .literal(let literal) = parts[0] { return literal }
    return shortText(of: parts, in: languages) ?? anyText(of: parts, in: languages)
  }

  /// The text written into its place at once; nil where its facts are longer than they mostly are.
  private func shortText(of parts: [Template.Part], in languages: LanguageChain) -> String? {
    var room = 0
    for part in parts {
      switch part {
      case .literal(let literal): room += literal.utf8.count
      case .fact: room += 48
      }
    }
    var fits = true
    let text = String(unsafeUninitializedCapacity: room) { buffer in
      var count = 0
      for part in parts {
        var piece = self.text(of: part, in: languages)
        piece.withUTF8 { bytes in
          fits = fits && bytes.count <= room - count
          guard fits else { return }
          _ = UnsafeMutableBufferPointer(rebasing: buffer[count...]).update(fromContentsOf: bytes)
          count += bytes.count
        }
      }
      return count
    }
    return fits ? text : nil
  }

  private func anyText(of parts: [Template.Part], in languages: LanguageChain) -> String {
    parts.map { text(of: $0, in: languages) }.joined()
  }

  private func text(of part: Template.Part, in languages: LanguageChain) -> String {
    switch part {
    case .literal(let literal): literal
    case .fact(let fact): text(of: fact, in: languages) ?? "?"
    }
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
