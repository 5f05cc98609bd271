import Diagnostics
import Rules

extension Declarations {
  /// Reports sections that declare more than a book may hold, at the first entry that is too many.
  func check(_ limits: BookLimits) {
    for (section, limit) in [(Section.channels, limits.channels), (.attributes, limits.attributes)] {
      guard let tooMany = self[section].filter(\.isFirst).dropFirst(limit).first else { continue }
      tooMany.context.report(
        .error, .tooManyDeclarations, "a rule book has at most \(limit) \(section.noun)s", at: tooMany.span,
        help: "remove some; those that differ in a value only can be one", notes: [])
    }
  }
}

extension DiagnosticID {
  static let tooManyDeclarations = DiagnosticID(
    "too-many-declarations",
    page: """
      A section declares more than a rule book can hold: at most \(BookLimits.standard.channels) channels and \
      \(BookLimits.standard.attributes) attributes. No book that people write comes near; usually something wrote \
      the file that makes a channel or an attribute of every customer or every day. Put what differs into a value: \
      one attribute 'account.region' rather than one for each region.
      """)
}
