import Decisions
import Diagnostics
import JSON
import Rules
import Time

extension EventReader {
  /// Writes what an event says in the order of its keys, in the ids of the rule book.
  ///
  /// - Returns: the ids of the channels that it closes.
  mutating func writeParts(
    _ document: borrowing JSONDocument, hasInstant: Bool, to writer: inout JSONWriter
  ) -> [String] {
    writeTouchpoint(document, to: &writer)
    writeStage(document, to: &writer)
    write(.exit, "exit", of: vocabulary.exits, document, to: &writer) { $0.id }
    write(.trigger, "trigger", of: vocabulary.triggers, document, to: &writer) { $0.id }
    write(.painPoint, "pain point", of: vocabulary.painPoints, document, to: &writer) { $0.id }
    if let severity = number(.severity, of: .painPoint, document, in: 0...1) {
      writer.member("severity", severity)
    }
    write(.resolved, "pain point", of: vocabulary.painPoints, document, to: &writer) { $0.id }
    let noes = writeConsent(document, hasInstant: hasInstant, to: &writer)
    writeProfile(document, to: &writer)
    return noes
  }

  /// A touchpoint that the book does not declare is kept under its own name.
  private mutating func writeTouchpoint(_ document: borrowing JSONDocument, to writer: inout JSONWriter) {
    if let token = self[.touchpoint], let name = fields.string(document, token) {
      let known = vocabulary.touchpoints.index(named: name).map { vocabulary.touchpoints[$0].id }
      if name.isEmpty {
        fields.refuse(document, token, "'touchpoint' is empty")
      } else if name.utf8.count > FieldReader.longestID {
        fields.refuse(
          document, token,
          "the name is \(name.utf8.count) bytes long; at most \(FieldReader.longestID) are taken", .tooLong)
      }
      if known == nil {
        let hint =
          nearest(to: name, among: vocabulary.touchpoints.items.map(\.id)).map { "; did you mean '\($0)'?" }
        warn(
          document, token,
          "'\(name)' is no touchpoint of the rule book: it is kept, and no rule sees it until it is declared\(hint ?? "")"
        )
      }
      writer.member("touchpoint", known ?? name)
    }
    if let sentiment = number(.sentiment, of: .touchpoint, document, in: -1...1) {
      writer.member("sentiment", sentiment)
    }
    if isPart(.channel, of: .touchpoint, document) {
      write(.channel, "channel", of: vocabulary.channels, document, to: &writer) { $0.id }
    }
  }

  private mutating func writeStage(_ document: borrowing JSONDocument, to writer: inout JSONWriter) {
    write(.stage, "stage", of: vocabulary.stages, document, to: &writer) { $0.id }
    if let token = self[.stageEntered] {
      if self[.stage] == nil, self[.observed] == nil {
        fields.refuse(document, token, "'stage_entered' says since when; name the 'stage' as well")
      }
      if let entered = fields.instant(document, token) { writer.member("stage_entered", "\(entered)") }
    }
    if let token = self[.observed], self[.stage] != nil {
      fields.refuse(
        document, token, "'observed' is a stage that was only seen; tell it apart from one that was entered")
    }
    write(.observed, "stage", of: vocabulary.stages, document, to: &writer) { $0.id }
  }

  private mutating func writeConsent(
    _ document: borrowing JSONDocument, hasInstant: Bool, to writer: inout JSONWriter
  ) -> [String] {
    guard let token = self[.consent], fields.isObject(document, token) else { return [] }
    var consents: [String: Bool] = [:]
    for (key, value) in document.members(of: token) where document.kind(of: value) != .null {
      let name = document.string(at: key)
      guard document.kind(of: value) == .bool else {
        let hint = document.kind(of: value) == .object ? "; when it was said is the event's own 'at'" : ""
        fields.refuse(document, value, "expected true or false\(hint)", .wrongForm)
        continue
      }
      let isGiven = document.bool(at: value)
      if isGiven, !hasInstant {
        fields.refuse(
          document, value,
          "a yes needs the event's 'at', when it was said: without it a list that is sent every night would undo opt-outs",
          .missing)
      }
      guard let channel = vocabulary.channels.index(named: name) else {
        refuseUnknown(document, value, "channel", name, among: vocabulary.channels.items.map(\.id))
        continue
      }
      let id = vocabulary.channels[channel].id
      // A channel that is named twice: a no goes before a yes.
      consents[id] = (consents[id] ?? true) && isGiven
    }
    let sorted = consents.sorted { bytesPrecede($0.key, $1.key) }
    if !sorted.isEmpty {
      writer.object("consent") { writer in
        for (id, isGiven) in sorted { writer.member(named: id) { $0.bool(isGiven) } }
      }
    }
    givesConsent = sorted.contains(where: \.value)
    return sorted.filter { !$0.value }.map(\.key)
  }

  // MARK: Pieces

  /// Writes the id of a vocabulary item, where the event names one.
  private mutating func write<Item>(
    _ key: EventKey, _ what: String, of list: ItemList<Item>, _ document: borrowing JSONDocument,
    to writer: inout JSONWriter, id: (Item) -> String
  ) {
    guard let token = self[key], let name = fields.string(document, token) else { return }
    guard let index = list.index(named: name) else {
      return refuseUnknown(document, token, what, name, among: list.items.map(id))
    }
    writer.member(named: key.rawValue) { $0.string(id(list[index])) }
  }

  mutating func refuseUnknown(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ what: String, _ name: String,
    among ids: [String]
  ) {
    guard fields.lists else { return fields.refuse(document, token, "", .unknownName) }
    let few = ids.count <= 12 && !ids.isEmpty ? "; there are \(ids.joined(separator: ", "))" : ""
    let hint = nearest(to: name, among: ids).map { "; did you mean '\($0)'?" } ?? few
    fields.refuse(document, token, "unknown \(what) '\(name)'\(hint)", .unknownName)
  }

  /// Whether a key stands there that says more of what another one names; without that one it is a mistake.
  private mutating func isPart(
    _ key: EventKey, of whole: EventKey, _ document: borrowing JSONDocument
  ) -> Bool {
    guard let token = self[key] else { return false }
    if self[whole] == nil {
      fields.refuse(document, token, "'\(key.rawValue)' is that of a '\(whole.rawValue)', and there is none")
    }
    return true
  }

  private mutating func number(
    _ key: EventKey, of whole: EventKey, _ document: borrowing JSONDocument, in range: ClosedRange<Double>
  ) -> Double? {
    guard isPart(key, of: whole, document), let token = self[key] else { return nil }
    return fields.number(document, token, in: range)
  }

  mutating func warn(_ document: borrowing JSONDocument, _ token: JSONToken, _ detail: String) {
    guard warnings.count < FieldReader.listed else { return }
    warnings.append(.init(pointer: fields.pointer(document, token), detail: detail))
  }
}
