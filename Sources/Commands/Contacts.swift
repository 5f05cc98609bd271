import API
import ArgumentParser
import Diagnostics
import JSON
import Rules

/// `waymark contacts`: what is remembered of a journey: its contacts, and its events.
struct Contacts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contacts",
    abstract: "Show the contacts of a journey, or erase them.",
    discussion: """
      What was delivered, by which channel, and what came of it; then the events that were told of the journey. With \
      --all the contacts of every journey, one a line, then their events: `waymark import` takes them. With --erase the daemon forgets the journey; it keeps hashes of its opt-outs, which \
      go on to hold. Where nothing of it was there to erase, the exit code is 1, and journeys of nearly the same id are named. Only who may administer the daemon can do either.
      """)

  @Argument(help: ArgumentHelp("The journey's id.", valueName: "journey"))
  var journey: String?

  @Flag(help: "The contacts and events of all journeys, as ndjson.")
  var all = false

  @Flag(help: "Erase all that is remembered of the journey.")
  var erase = false

  @Option(
    help: "Text for people (the default), json as the daemon answers, or ndjson, which can be imported.")
  var format: Format?

  @OptionGroup var daemon: ClientOptions

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, ndjson
  }

  func validate() throws {
    if journey == nil && !all { throw ValidationError("Name a journey, or give '--all'.") }
    if journey != nil && all { throw ValidationError("'--all' is for all journeys: leave the journey out.") }
    if journey?.isEmpty == true { throw ValidationError("The journey's id is empty.") }
    if all && erase { throw ValidationError("'--erase' erases one journey: leave '--all' out.") }
    if all && format != nil && format != .ndjson {
      throw ValidationError("'--all' prints ndjson: leave '--format' out.")
    }
    if erase && format != nil { throw ValidationError("'--erase' prints no contacts: leave '--format' out.") }
  }

  func run() throws {
    let client = try daemon.client()
    if erase { return try erase(with: client) }
    let (incomplete, unnamedOptOuts) = try show(with: client)
    if all, unnamedOptOuts > 0 {
      let optOuts = unnamedOptOuts == 1 ? "1 opt-out" : "\(unnamedOptOuts) opt-outs"
      Terminal.standardError.write(
        "note: not in this list: \(optOuts) of journeys that were erased, kept as hashes only; `waymark backup` has them\n"
      )
    }
    guard let incomplete else { return }
    Terminal.standardError.write(
      """
      warning: more may have been known: \(incomplete.visible)
        help: WaymarkHistoryNotAccepted in the runbook says what to do; until it is accepted this is not all

      """)
    throw Status.findings.code
  }

  /// Prints what is asked for.
  ///
  /// - Returns: what is wrong with the history, so that it may not be all; how many opt-outs are not among it.
  private func show(with client: DaemonClient) throws -> (incomplete: String?, unnamedOptOuts: Int) {
    let output = Terminal.standardOutput
    switch format ?? (all ? .ndjson : .text) {
    case .ndjson where !output.isInteractive:
      return try client.ask(request(MediaType.lines)) { output.write($0) }
    case .ndjson:
      var lines = LineSplitter()
      return try client.ask(request(MediaType.lines)) { piece in
        // A piece may end anywhere, in the middle of a character too.
        lines.append(piece)
        while let line = lines.next() { output.write(json: line + [UInt8(ascii: "\n")]) }
      }
    case .json:
      let answer = try journey(from: client)
      output.write(json: answer.body)
      return (answer.incomplete, 0)
    case .text:
      let answer = try journey(from: client)
      let view = JourneyView(answer.body)
      output.write(view.rendered(for: output))
      if view.isEmpty { hint(at: client) }
      return (answer.incomplete, 0)
    }
  }

  /// All that the daemon remembers of the journey.
  private func journey(from client: DaemonClient) throws -> DaemonAnswer {
    let answer = try client.ask(DaemonRequest(.get, .journeys, [.journey: journey]))
    guard answer.isSuccess else { throw ProblemReport(answer).failure }
    return answer
  }

  /// Nothing is known of this name: names those that are written nearly so, where the caller may read all.
  private func hint(at client: DaemonClient) {
    for other in (try? similarJourneys(client)) ?? [] {
      Terminal.standardError.write("help: did you mean '\(other.visible)'? It is another journey\n")
    }
  }

  private func request(_ accepted: String) -> DaemonRequest {
    var request = DaemonRequest(.get, .contacts, [.journey: journey])
    request.accepted = accepted
    return request
  }

  /// Nothing was erased: mostly the name is not written as it is remembered, and the person is still there.
  private func warnOfNothing(_ name: String, _ client: DaemonClient) throws {
    let similar = try similarJourneys(client)
    var text = "warning: no contact and no event of '\(name)' was there to erase\n"
    if similar.isEmpty {
      text +=
        "  help: make sure that the name is right; alerts and decisions under this name are erased in any case\n"
    }
    for other in similar {
      text += "  help: did you mean '\(other.visible)'? It is another journey, and nothing of it is erased\n"
    }
    Terminal.standardError.write(text)
  }

  /// Those that differ from it in capitals or spaces only.
  private func similarJourneys(_ client: DaemonClient) throws -> [String] {
    guard let journey else { return [] }
    var request = DaemonRequest(.get, .contacts)
    request.accepted = MediaType.lines
    let wanted = journey.spelling
    var found: Set<ExactText> = []
    var lines = LineSplitter()
    try client.ask(request) { piece in
      lines.append(piece)
      while let line = lines.next() {
        guard let name = (try? JSONDocument(parsing: Array(line)))?.journey.map({ ExactText($0) }) else {
          continue
        }
        if name != ExactText(journey), name.text.spelling == wanted { found.insert(name) }
      }
    }
    return found.map(\.text).sorted()
  }

  private func erase(with client: DaemonClient) throws {
    let answer = try client.ask(DaemonRequest(.delete, .journeys, [.journey: journey]))
    guard answer.isSuccess, let document = try? JSONDocument(parsing: answer.body) else {
      throw ProblemReport(answer).failure
    }
    let name = document.shown("journey", of: document.root)
    guard ["contacts", "events"].contains(where: { document.shown($0, of: document.root) != "0" }) else {
      try warnOfNothing(name, client)
      throw Status.findings.code
    }
    func count(_ key: StaticString, _ what: String) -> String {
      let count = document.shown(key, of: document.root)
      return "\(count) \(what)\(count == "1" ? "" : "s")"
    }
    Terminal.standardError.write(
      "\(name) is erased: \(count("contacts", "contact")) and \(count("events", "event")) are gone\n")
  }
}
