/// The stable kebab-case name of a kind of problem, with the page that `waymark explain-diagnostic` prints.
package struct DiagnosticID: Sendable, Hashable {
  package let name: String
  /// What is wrong, why it matters and what to do, as plain text of a few sentences.
  package let page: String

  package init(_ name: String, page: String) {
    self.name = name
    self.page = page
  }

  /// The first sentence of the page.
  package var firstSentence: String {
    // By bytes, since a regular expression takes longer than all else that a command does at its start.
    let bytes = page.utf8
    for index in bytes.indices where bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "?") {
      let next = bytes.index(after: index)
      guard next < bytes.endIndex, bytes[next] != UInt8(ascii: " "), bytes[next] != UInt8(ascii: "\n") else {
        return String(page[..<next])
      }
    }
    return page
  }

  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// How much a problem matters: an error keeps a rule book from being served, the others do not.
package enum Severity: String, Sendable, Hashable, CaseIterable {
  case error, warning, note
}

/// One problem found in a user's text: where it stands, what is wrong and what to do about it.
package struct Diagnostic: Sendable, Hashable {
  /// A second place that explains the first, such as an earlier declaration.
  package struct Note: Sendable, Hashable {
    package let message: String
    package let location: SourceLocation

    package init(_ message: String, at location: SourceLocation) {
      self.message = message
      self.location = location
    }
  }

  package private(set) var severity: Severity
  package let id: DiagnosticID
  package let message: String
  package private(set) var location: SourceLocation
  package let help: String?
  package private(set) var notes: [Note]
  /// What it is about, by id, where that is more than its place says; not told, but compared.
  package let subject: String?
  /// A state that shows it, as JSON in one line.
  package let example: String?
  /// How it is mended, where there is one right way.
  package let fix: TextFix?

  package init(
    _ severity: Severity, _ id: DiagnosticID, _ message: String, at location: SourceLocation,
    help: String? = nil, notes: [Note] = [], subject: String? = nil, example: String? = nil,
    fix: TextFix? = nil
  ) {
    self.severity = severity
    self.id = id
    self.message = message
    self.location = location
    self.help = help
    self.notes = notes
    self.subject = subject
    self.example = example
    self.fix = fix
  }

  /// The same, as severe as said.
  package func with(_ severity: Severity) -> Diagnostic { changed { $0.severity = severity } }

  /// The same with one more note.
  package func adding(_ note: Note) -> Diagnostic { changed { $0.notes.append(note) } }

  /// The same, with its places as seen from elsewhere.
  package func relocated(_ place: (SourceLocation) -> SourceLocation) -> Diagnostic {
    changed { diagnostic in
      diagnostic.location = place(diagnostic.location)
      diagnostic.notes = diagnostic.notes.map { Note($0.message, at: place($0.location)) }
    }
  }

  private func changed(_ change: (inout Diagnostic) -> Void) -> Diagnostic {
    var other = self
    change(&other)
    return other
  }
}
