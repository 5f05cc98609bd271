import Decisions
import Foundation
import JSON
import RuleFiles
import Rules
import Time

// Usage:
//   Benchmarks RULES STATES [EXPECTED]     loads a rule book, decides every state many times over, and prints what
//                                          each part costs
//   Benchmarks history [CONTACTS]          what a history of so many contacts costs
//   Benchmarks events [JOURNEYS]           what the events of so many journeys cost, ten of each, and decisions from memory
//   Benchmarks log RULES STATES FOLDER [SECONDS]
//                                          how many decisions a second are logged into the folder, and at what cost
//   Benchmarks why RULES STATES [STEP]     how long a reason takes, of every action for each STEPth state
//   Benchmarks alerts [COUNT]              what so many alerts cost, raised at once
//   Benchmarks tables [ROWS]               what a table of so many rows costs to load, in YAML and CSV, beside rules
//   Benchmarks next SOCKET FOLDER [STATE]  how many reservations a second a daemon makes whose state is in the folder

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "history" {
  Remembering.measure(contacts: arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000)
  exit(0)
}
if arguments.first == "events" {
  try Recalling.measure(journeys: arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000)
  exit(0)
}
if arguments.first == "alerts" {
  Alerting.measure(alerts: arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000)
  exit(0)
}
if arguments.first == "tables" {
  let rest = Array(arguments.dropFirst())
  let rows = rest.first.flatMap { Int($0) } ?? 10_000
  if let form = rest.dropFirst().first.flatMap(Tables.Form.init(rawValue:)) {
    Tables.printMemory(form, rows: rows)
  } else {
    try Tables.measure(rows: rows)
  }
  exit(0)
}
if arguments.first == "next", arguments.count >= 3 {
  let rest = Array(arguments.dropFirst())
  try Asking.measure(
    socket: rest[0], folder: rest[1],
    state: rest.count > 2 ? rest[2] : #"{"journey": "JOURNEY", "consent": {"email": true}}"#)
  exit(0)
}
if arguments.first == "why", arguments.count >= 3 {
  let rest = Array(arguments.dropFirst())
  try Explaining.measure(
    rules: rest[0], states: rest[1], step: rest.count > 2 ? max(1, Int(rest[2]) ?? 1) : 1)
  exit(0)
}
if arguments.first == "log", arguments.count >= 4 {
  let rest = Array(arguments.dropFirst())
  try Logging.measure(
    rules: rest[0], states: rest[1], folder: rest[2], seconds: rest.count > 3 ? Double(rest[3]) ?? 10 : 10)
  exit(0)
}
guard arguments.count == 2 || arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: Benchmarks RULES STATES [EXPECTED]\n".utf8))
  exit(64)
}
let paths = Array(arguments)
let workload = try Workload(rules: paths[0], states: paths[1], expected: paths.count > 2 ? paths[2] : nil)

let before = Measure.residentMemory()
let began = Measure.processorTime()
guard let book = RuleBook.load(workload.files).book else {
  FileHandle.standardError.write(Data("the rule book does not load; see 'waymark check'\n".utf8))
  exit(1)
}
let plan = DecisionPlan(book)
let loading = Double(Measure.processorTime() - began) / 1e6
let memory = Measure.residentMemory() - before

let clock = Instant(microseconds: 1_756_717_200_000_000)
let documents = try workload.states.map { try JSONDocument(parsing: $0) }
let states = try documents.map { try JourneyState.read($0, at: $0.root, for: plan, limits: .init()) }
let decider = Decider(plan)

var matches = 0
var wrong = 0
for (index, state) in states.enumerated() {
  let decision = decider.decide(state, clock: clock)
  matches += decision.matched.count
  if let expected = workload.expected?[index], !Workload.agrees(decision, with: expected, in: book) {
    wrong += 1
  }
}

let reading = Measure.nanoseconds(perOneOf: states.count) {
  for bytes in workload.states {
    guard let document = try? JSONDocument(parsing: bytes) else { continue }
    _ = try? JourneyState.read(document, at: document.root, for: plan, limits: .init())
  }
}
let deciding = Measure.nanoseconds(perOneOf: states.count) {
  for state in states { _ = decider.decide(state, clock: clock) }
}
var steps = Steps()
// A state without an instant of its own is decided at the clock's.
let remembered = states.map { state in
  (state, RandomHistory.make(for: book, before: state.now ?? clock, with: &steps))
}
let remembering = Measure.nanoseconds(perOneOf: states.count) {
  for (state, history) in remembered { _ = decider.decide(state, history: history, clock: clock) }
}
let decisions = states.map { decider.decide($0, clock: clock) }
var writer = JSONWriter(reservingCapacity: 1 << 16)
let writing = Measure.nanoseconds(perOneOf: states.count) {
  for decision in decisions {
    writer.removeAll(keepingCapacity: true)
    decision.write(id: nil, plan: plan, to: &writer)
  }
}

func line(_ name: String, _ value: String) {
  print(name.padding(toLength: 34, withPad: " ", startingAt: 0) + value)
}
line("rules", "\(book.rules.count)")
line("states", "\(states.count), of which each matches \(Double(matches) / Double(states.count)) rules")
line("loading the rule book", String(format: "%.0f ms, %.0f MiB", loading, memory))
line("reading a state", String(format: "%.2f µs", reading / 1e3))
line("deciding", String(format: "%.2f µs, %.0f a second", deciding / 1e3, 1e9 / deciding))
line(
  "deciding with ten contacts",
  String(format: "%.2f µs, %.2f times as much", remembering / 1e3, remembering / deciding))
line("writing the answer", String(format: "%.2f µs", writing / 1e3))
try Expressions.measure()
if workload.expected != nil { line("answers other than expected", "\(wrong) of \(states.count)") }
exit(wrong == 0 ? 0 : 1)
