import ArgumentParser
import JSON
import RuleFiles
import Rules
import Time

/// How `next` and `decide` read states, and print decisions.
struct DecisionOptions: ParsableArguments {
  @Flag(help: "The states are CSV, whatever the file is called.")
  var csv = false

  @OptionGroup private var skipping: SkippedColumns

  @Option(
    help: ArgumentHelp(
      "Decisions as json, or as text for people; by default text on a terminal, and else json.",
      valueName: "format"))
  var format: OutputFormat?

  @Option(
    help: ArgumentHelp(
      "Rows with tabs between these columns: \(DecisionColumns.list).", valueName: "tsv=column,column"),
    transform: DecisionColumns.init)
  var output: DecisionColumns?

  @Flag(name: .shortAndLong, help: "The same as '--output tsv=action,channel,decision,journey'.")
  var quiet = false

  @Flag(help: "Refuse a state that names what the rule book does not know.")
  var strict = false

  @OptionGroup private var retrying: RetryOptions

  var retry: TimeSpan? { retrying.retry }

  func validate() throws {
    if quiet && format == .text {
      throw ValidationError("'--quiet' prints no decision: leave '--format' out.")
    }
    if output != nil && (quiet || format != nil) {
      throw ValidationError("'--output' says what is printed: leave '--quiet' and '--format' out.")
    }
  }

  var form: DecisionForm {
    if let columns = output ?? (quiet ? .quiet : nil) { return .rows(columns) }
    switch format ?? (Terminal.standardOutput.isInteractive ? .text : .json) {
    case .json: return .json
    case .text: return .text
    }
  }

  func isCSV(_ file: String) -> Bool { csv || CSVInput.isNamed(file) }

  /// Reads states, and has them decided as they come.
  ///
  /// - Parameters:
  ///   - way: how they are decided.
  ///   - book: the rule book, which says what columns of CSV hold.
  ///   - key: a column of CSV that is no part of the state.
  ///   - looksForClashes: whether a file is looked through before anything is decided.
  ///   - tellsRepeats: whether a journey that stands there again is told of.
  ///   - areLines: whether each state takes one line, whatever the first one looks like.
  ///   - several: called before more than one is decided.
  func answer(
    _ file: String, _ way: DecidingWay, knowing book: some StateKnowledge, shown: Int? = nil,
    isPreview: Bool = false, key: String? = nil, looksForClashes: Bool = false,
    tellsRepeats: Bool = false, areLines: Bool = false, several: () throws -> Void = {}
  ) throws -> DecisionBatch {
    guard !skipping.isGiven || isCSV(file) else {
      throw Failure(
        .wrongUse, "'--skip-columns' goes with CSV",
        help: "where it is CSV, say so with '--csv'")
    }
    let source = try ByteSource(path: file)
    source.promptFor("a journey state")
    let answering = StateAnswering(form: form, shown: shown, isStrict: strict, isPreview: isPreview)
    // Where decisions go to the same terminal, or states are typed there, they are progress enough.
    let showsProgress = !Terminal.standardOutput.isInteractive && !source.isInteractive
    var batch = DecisionBatch(
      way, answering, name: source.name, showsProgress: showsProgress, looksForClashes: looksForClashes,
      tellsRepeats: tellsRepeats)
    let rereading = looksForClashes ? source.rereading() : nil
    if isCSV(file) {
      try several()
      var input = CSVInput(source)
      try readColumns(of: &input, knowing: book, key)
      let columns = input.columns
      try rereading?.read { (source) throws(Failure) in
        var input = CSVInput(source)
        _ = try input.header()
        input.columns = columns
        try batch.lookThrough(&input)
      }
      try batch.answer(all: &input)
      batch.end()
      if batch.isEmpty {
        Terminal.standardError.write(
          "note: \(input.name) has no row below its first line: nobody was asked about\n")
      }
      return batch
    }
    var input = StateInput(source, isLines: areLines)
    if areLines {
      try batch.answer(all: &input)
      batch.end()
      return batch
    }
    switch try input.form() {
    case .object(let text): try batch.answer(object: text)
    case .array(let bytes):
      try several()
      try batch.answer(array: bytes)
    case .stream(let first):
      guard first.bytes.first == UInt8(ascii: "{") || first.bytes.first == UInt8(ascii: "[") else {
        throw Failure(
          .wrongUse, "\(input.name): states are JSON objects, and this is not JSON",
          help:
            "where it is CSV, say so with '--csv'; its first line names the columns, such as journey,stage,persona"
        )
      }
      try several()
      try rereading?.read { (source) throws(Failure) in
        var input = StateInput(source)
        _ = try input.form()
        try batch.lookThrough(&input)
      }
      try batch.answer(all: &input)
    }
    batch.end()
    return batch
  }

  /// Reads the first line of a CSV file, and tells of columns that no state has: they are left out.
  private func readColumns(
    of input: inout CSVInput, knowing book: some StateKnowledge, _ key: String?
  ) throws {
    let cells = try input.header()
    let kind = StateColumns(StateAttributes(schema: try book.stateSchema()))
    var log = MistakeLog(name: input.name)
    let text = StateText([], line: 1)
    let skipped = skipping.names
    let header = CSVHeader(cells, of: kind, skipping: skipped)
    let keyPlace = key.flatMap { header.columns.place(named: $0) }
    let others = cells.enumerated().filter { $0.offset != keyPlace && !skipped.contains($0.element.text) }
      .map(\.element)
    let unread = header.unknown.map(\.cell).filter { cell in others.contains { $0.span == cell.span } }
    let consent = try ConsentColumns.mistakes(among: others, unknown: unread, knowing: book)
    let known = Set(consent.compactMap { $0.place?.column })
    let unknown = CSVHeader.folded(
      header.unknown.filter { item in
        !known.contains(item.place.column) && others.contains { $0.span == item.cell.span }
      })
    var mistakes = header.mistakes + consent
    if let first = cells.first {
      if header.columns.index(at: "/\(StateKey.journey.rawValue)") == nil {
        mistakes.append(
          CSVHeader.mistake(first, "there is no column 'journey', which says whose states these are"))
      }
      if let key, keyPlace == nil {
        let names = cells.map(\.text).filter { !$0.isEmpty }.joined(separator: ", ")
        mistakes.append(
          CSVHeader.mistake(first, "there is no column '\(key)' to make keys of; there are \(names)"))
      }
    }
    if strict { mistakes += unknown }
    if !mistakes.isEmpty { log.report(Refusal(mistakes: mistakes), in: text) }
    if !strict { log.warn(unknown, in: text) }
    guard mistakes.isEmpty else {
      throw Failure(.findings, "nothing was decided: see the first line", help: "there are \(kind.list)")
    }
    if !unknown.isEmpty {
      Terminal.standardError.write("note: unknown columns are left out; there are \(kind.list)\n")
    }
    input.columns = header.columns.watching(
      try WatchedColumns(of: cells, unknown: unread, knowing: book))
  }
}
