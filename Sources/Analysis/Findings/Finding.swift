package import Diagnostics
package import Rules

/// Something that is wrong with a sound rule book, or that looks so. What is claimed is proved, or was seen in a decision.
package struct Finding: Sendable {
  /// A part of the book that has to do with it.
  package struct Note: Sendable {
    package let message: String
    package let part: BookPlaces.Part

    package init(_ message: String, at part: BookPlaces.Part) {
      self.message = message
      self.part = part
    }

    /// Where a rule is that was named.
    init(of rule: Rule) { self.init("'\(rule.id)' stands here", at: .rule(id: rule.id)) }
  }

  package let kind: FindingKind
  /// What it is about, as a book names it to accept it: an id or a path; of a gap ids that are joined by `/`.
  package let subject: String
  /// Where it stands; nil: it is about the book as a whole.
  package let part: BookPlaces.Part?
  /// What is wrong, in one line.
  package let message: String
  /// What can be done about it.
  package let help: String
  package let notes: [Note]
  /// A state that shows it, where one can.
  package let witness: Witness?
  /// How it is mended, where there is one right way.
  package let fix: TextFix?

  init(
    _ kind: FindingKind, _ subject: String, at part: BookPlaces.Part?, _ message: String, help: String,
    notes: [Note] = [], witness: Witness? = nil, fix: TextFix? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.part = part
    self.message = message
    self.help = help
    self.notes = notes
    self.witness = witness
    self.fix = fix
  }
}

/// What an analysis could neither prove nor refute.
package struct OpenQuestion: Sendable, Hashable {
  package let kind: FindingKind
  /// As ``Finding/subject``.
  package let subject: String
}
