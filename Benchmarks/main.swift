import Foundation

// Usage:
//   Benchmarks RULES STATES [EXPECTED]     loads a rule book, decides every state many times over, and prints what
//                                          each part costs
//   Benchmarks table RULES PROGRAM [FILE [HASTE]]
//                                          all that is worth showing, as Markdown, also into a file: under made-up books of
//                                          several sizes and the one in the folder, in this process and over the socket of
//                                          the release program; with a HASTE of 4 in a quarter of the time
//   Benchmarks row BOOK                    a line of it, as JSON; BOOK is a folder, or how many rules are made up
//   Benchmarks memory BOOK                 the memory that a book takes
//   Benchmarks walk BOOK | RULES STATES    reads, decides and writes each state, for whoever counts instructions
//   Benchmarks history [CONTACTS]          what a history of so many contacts costs
//   Benchmarks events [JOURNEYS]           what the events of so many journeys cost, ten of each, and decisions from memory
//   Benchmarks log RULES STATES FOLDER [SECONDS]
//                                          how many decisions a second are logged into the folder, and at what cost
//   Benchmarks why RULES STATES [STEP]     how long a reason takes, of every action for each STEPth state
//   Benchmarks alerts [COUNT]              what so many alerts cost, raised at once
//   Benchmarks tables [ROWS]               what a table of so many rows costs to load, in YAML and CSV, beside rules
//   Benchmarks socket RULES PROGRAM [HASTE [PART]]
//                                          the part of it that is about the socket, or what has PART in its name
//   Benchmarks shared ADDRESS [SECONDS]    how many reservations a second PostgreSQL takes at an address, with an empty
//                                          database; Benchmarks/postgresql.sh makes one and compares
//   Benchmarks expressions                 what expressions cost

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
if arguments.first == "table", arguments.count >= 3 {
  let rest = Array(arguments.dropFirst())
  let haste = rest.count > 3 ? max(1, Int(rest[3]) ?? 1) : 1
  exit(WholeTable.write(rules: rest[0], program: rest[1], to: rest.count > 2 ? rest[2] : "-", haste: haste))
}
if arguments.first == "socket", arguments.count >= 3 {
  let rest = Array(arguments.dropFirst())
  let haste = rest.count > 2 ? max(1, Int(rest[2]) ?? 1) : 1
  let kind = rest.count > 3 ? rest[3] : ""
  exit(
    WholeTable.ending {
      print(try SocketTable(rest[1], beside: rest[0], haste: haste).measure(only: kind).text)
    })
}
if arguments.first == "shared", let address = arguments.dropFirst().first {
  try SharingReservations.measure(address, seconds: arguments.dropFirst(2).first.flatMap { Double($0) } ?? 5)
  exit(0)
}
if arguments.first == "expressions" {
  try Expressions.measure()
  exit(0)
}
if arguments.first == "memory", let book = arguments.dropFirst().first {
  Deciding.measureMemory(try Int(book).map(MadeRules.files) ?? Workload.files(below: book))
  exit(0)
}
if arguments.first == "row", let book = arguments.dropFirst().first {
  try Deciding.measureRow(Workload.made(for: book))
  exit(0)
}
if arguments.first == "walk", arguments.count >= 2 {
  let rest = Array(arguments.dropFirst())
  if rest.count == 2 {
    try Deciding.walk(rules: rest[0], states: rest[1])
  } else {
    try Deciding.walk(Workload.made(for: rest[0], states: 200))
  }
  exit(0)
}
guard arguments.count == 2 || arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: Benchmarks RULES STATES [EXPECTED]\n".utf8))
  exit(64)
}
let paths = Array(arguments)
let agrees = try Deciding.measure(
  rules: paths[0], states: paths[1], expected: paths.count > 2 ? paths[2] : nil)
exit(agrees ? 0 : 1)
