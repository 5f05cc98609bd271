/// How complete one part of the mapping is: what is there, what is missing, and how to mend it, in the language of the map.
package struct MappingCheck: Sendable, Equatable {
  /// The steps of mapping a journey, and the tips for it.
  package enum Subject: String, Sendable, CaseIterable {
    case information, personas, touchpoints, stages, needs, visualised, adjusted
    case mapped, analysed, fitted, together

    package var isTip: Bool {
      switch self {
      case .information, .personas, .touchpoints, .stages, .needs, .visualised, .adjusted: false
      case .mapped, .analysed, .fitted, .together: true
      }
    }
  }

  package enum State: Sendable, Equatable {
    case complete, partial, absent
  }

  package let subject: Subject
  package private(set) var there: [String] = []
  package private(set) var missing: [String] = []
  package private(set) var remedies: [String] = []
  /// Whether there is nothing to build on.
  private var isAbsent = false

  init(_ subject: Subject) { self.subject = subject }

  package var state: State { isAbsent ? .absent : missing.isEmpty ? .complete : .partial }

  mutating func have(_ text: String) { there.append(text) }

  /// - Parameters:
  ///   - remedy: how to mend it; said once where several things are mended by it.
  ///   - isAll: whether there is nothing without it.
  mutating func lack(_ text: String, remedy: String, isAll: Bool = false) {
    missing.append(text)
    if !remedies.contains(remedy) { remedies.append(remedy) }
    if isAll { isAbsent = true }
  }
}
