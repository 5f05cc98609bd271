import Diagnostics
import Rules
import YAML

/// Reads what is accepted: of that which `waymark check` finds, what is meant as it is.
struct AcceptanceReader: NodeReader {
  let context: ReadingContext

  /// Reads 'accept' of a rule, an action or a table: reasons by id.
  func read(_ node: Node, at owner: BookPlaces.Part) {
    guard let mapping = mapping(node, "accept", help: "write {\(node.id): \"why it is meant\"}") else {
      return
    }
    for entry in mapping.entries where isKnown(entry) {
      add(Acceptance.Key(entry.key.text, owner: owner), entry)
    }
  }

  /// Reads 'accept' of the book: reasons by id, or by id and subject.
  func readSection(_ section: Mapping.Entry) {
    if section.value.isNull { return }
    guard
      let mapping = mapping(
        section.value, "accept", help: "write '\(section.value.id): why it is meant' below it")
    else { return }
    for entry in mapping.entries where isKnown(entry) {
      let id = entry.key.text
      if case .sequence(let nodes) = entry.value.content {
        let subject = nodes.first?.text ?? ""
        error(
          .expectedMapping, "'\(id)' takes a reason, or a reason for each subject, found a list",
          at: entry.value.span,
          help: "write {\(subject.isEmpty ? "SUBJECT" : subject): \"why it is meant\"}")
        continue
      }
      guard case .mapping(let subjects) = entry.value.content else {
        add(Acceptance.Key(id), entry)
        continue
      }
      for subject in subjects.entries { add(Acceptance.Key(id, subject: subject.key.text), subject) }
    }
  }

  private func isKnown(_ entry: Mapping.Entry) -> Bool {
    CheckedKindReader(context: context).isKnown(
      entry, refusal: "errors cannot be accepted", help: "remove this entry, and correct the error")
  }

  /// Adds one, whose reason is the value of an entry.
  private func add(_ key: Acceptance.Key, _ entry: Mapping.Entry) {
    guard let reason = reason(entry) else { return }
    let acceptance = Acceptance(key: key, reason: reason, location: location(entry.keySpan))
    guard let first = symbols.settings.add(acceptance) else { return }
    // A rule that is declared twice was told.
    guard key.owner == nil else { return }
    let subject = key.subject.map { " of '\($0)'" } ?? ""
    error(
      .duplicateID, "'\(key.id)'\(subject) is accepted twice", at: entry.keySpan, help: "keep one of the two",
      notes: [Diagnostic.Note("the first one", at: first)])
  }

  private func reason(_ entry: Mapping.Entry) -> String? {
    let name = entry.key.text
    func refuse(_ id: DiagnosticID, at span: SourceSpan) {
      error(
        id, "'\(name)' is accepted without a reason", at: span,
        help: "write why it is meant, for whoever reads it next: \(name): \"…\"")
    }
    guard case .scalar(let scalar) = entry.value.content else {
      error(
        .expectedScalar, "'\(name)' takes the reason why it is accepted, found \(entry.value.found)",
        at: entry.value.span, help: "write one text: \(name): \"…\"")
      return nil
    }
    switch scalar.value {
    case .null: refuse(.missingValue, at: entry.keySpan)
    case .bool: refuse(.notAString, at: entry.value.span)
    case .string where scalar.text.allSatisfy(\.isWhitespace): refuse(.emptyText, at: entry.value.span)
    case .string, .int, .double: return scalars.string(entry.value, name)
    }
    return nil
  }
}

extension Node {
  /// The id that was meant where a mapping of ids should stand; nil where it says none.
  fileprivate var id: String {
    let text = if case .sequence(let nodes) = content { nodes.first?.text ?? "" } else { text }
    return CheckedKind.named(text)?.name ?? FindingKind.repeatsAtOnce.rawValue
  }
}
