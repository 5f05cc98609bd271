import Dispatch
import Glibc
import JSON
import Synchronization
import System
import Time

/// Writes the log: numbers, digests and links lines, a batch at a time, and begins a new file where one is full or old.
/// It belongs to its thread.
final class LogWriter {
  private let log: DecisionLog
  private let upkeep: LogUpkeep
  private var tools: Tools?
  private var lock: FileLock?
  private var file: OpenLogFile?
  /// Of what stands in the file.
  private var written = LogHead.start
  /// Of what was linked; it is ahead of what is written while lines wait in the chunk.
  private var head = LogHead.start
  private var chunk: [UInt8] = []
  private var chunkWeight = 0
  private var chunkGaps = 0
  /// The rule book that was stored for lines of the chunk.
  private var storedBook: LoggedBook?
  private var record = JSONWriter(reservingCapacity: 8 << 10)
  private var recent = RecentErasures()

  private struct Tools {
    let chain: LogChain
    let records: RecordWriter
    let pseudonyms: Pseudonyms
  }

  private static let chunkSize = 256 << 10
  /// How long batches are gathered.
  private static let pause = DispatchTimeInterval.milliseconds(5)
  private static let retry = DispatchTimeInterval.seconds(1)
  /// How often the age of the file is looked at where nothing comes.
  private static let idle = DispatchTimeInterval.seconds(60)
  /// For how many pauses it looks out by itself before it has to be woken, which costs the loop more.
  private static let lingering = 200

  init(_ log: DecisionLog, _ upkeep: LogUpkeep) {
    self.log = log
    self.upkeep = upkeep
  }

  func run() {
    var idlePauses = 0
    while true {
      let (items, isStopped) = log.entries.takeAll()
      var waiting = items[...]
      write(&waiting, isLast: isStopped)
      if isStopped { return finish(unwritten: waiting) }
      idlePauses = items.isEmpty ? idlePauses + 1 : 0
      if idlePauses > Self.lingering {
        log.entries.park(atMost: Self.idle)
      } else {
        log.entries.rest(Self.pause)
      }
    }
  }

  /// Writes items until none is left; where that is not possible it tries again and again, unless they are the last.
  private func write(_ items: inout ArraySlice<WaitingEntries.Item>, isLast: Bool) {
    while true {
      do throws(FileProblem) {
        try openIfNeeded()
        if file?.isInPlace == false, !items.isEmpty { try replaceLostFile() }
        if chunk.count >= Self.chunkSize { try flush() }
        try rotateIfDue()
        while let item = items.first {
          try process(item)
          items.removeFirst()
          if chunk.count >= Self.chunkSize {
            try flush()
            try rotateIfDue()
          }
        }
        try flush()
        log.setFault(nil)
        return
      } catch {
        log.setFault(error.description)
        if isLast || log.entries.isStopping { return }
        log.entries.rest(Self.retry)
      }
    }
  }

  private func process(_ item: WaitingEntries.Item) throws(FileProblem) {
    switch item {
    case .decision(let entry): try append(entry)
    case .gap(let count, let first, let last):
      record.removeAll(keepingCapacity: true)
      RecordWriter.write(gapOf: count, from: first, to: last, to: &record)
      appendLine(isErased: false)
      chunkGaps += count
    case .erasure(let journey, let at):
      guard let tools else { return }
      try flush()
      recent.add(JourneyNames(journey, tools.pseudonyms), at: at)
      log.erasures.begin(journey)
      upkeep.wake()
    case .rotation: if file?.hasLines ?? false { try rotate() }
    case .mark(let done):
      try flush()
      try rotateIfDue()
      done.signal()
    }
  }

  private func append(_ entry: DecisionEntry) throws(FileProblem) {
    guard let tools else { return }
    if let name = file?.name, storedBook !== entry.book {
      try log.books.withLock { (books) throws(FileProblem) in
        try books.add(entry.book, usedIn: name.first)
      }
      storedBook = entry.book
    }
    record.removeAll(keepingCapacity: true)
    tools.records.write(entry, to: &record)
    appendLine(isErased: recent.isErased(record.bytes, askedAt: entry.asked))
    chunkWeight += entry.weight
  }

  /// Links the record as the next line.
  private func appendLine(isErased: Bool) {
    guard let chain = tools?.chain else { return }
    let number = head.number + 1
    let digest = LogLine.digest(of: record.bytes[...])
    let link = chain.link(after: head.link, number: number, digest: digest)
    head = LogHead(number: number, link: link)
    LogLine(number: number, digest: digest, link: link, record: isErased ? nil : record.bytes[...])
      .write(to: &chunk)
  }

  private func flush() throws(FileProblem) {
    guard !chunk.isEmpty else { return }
    if !(file?.isInPlace ?? false) { try replaceLostFile() }
    try file?.append(chunk)
    written = head
    chunk.removeAll(keepingCapacity: true)
    // Somebody may have removed it meanwhile, or the next lines may stand in another file.
    storedBook = nil
    log.entries.release(chunkWeight)
    chunkWeight = 0
    if chunkGaps > 0 { log.report(.gap(count: chunkGaps)) }
    chunkGaps = 0
  }
}

// MARK: - Files

extension LogWriter {
  private func openIfNeeded() throws(FileProblem) {
    guard file == nil else { return }
    if tools == nil {
      guard let key = KeyFile.read(log.settings.keyPath).key else {
        throw FileProblem("there is no key in '\(log.settings.keyPath)'; the history makes one where it can")
      }
      let pseudonyms = Pseudonyms(key: key)
      tools = Tools(
        chain: LogChain(key: key),
        records: RecordWriter(pseudonyms, hidesJourneys: log.settings.journeys == .hashed),
        pseudonyms: pseudonyms)
    }
    try log.folder.prepare()
    try acquireLock()
    log.folder.removeLeftovers()
    guard let chain = tools?.chain else { return }
    let repair = try LogRepair(of: log.folder, chain: chain)
    head = repair.head
    written = head
    for damage in repair.damages { log.report(.damaged(damage)) }
    for note in repair.notes { log.report(.repaired(note)) }
    // The lines of a file are of one key and of one version.
    if let last = repair.continued, last.header.keyID == chain.keyID,
      last.header.version == log.settings.version
    {
      file = try OpenLogFile(
        last.name, last.header, size: last.size, hasLines: last.hasLines, in: log.folder)
    } else {
      try makeFile()
    }
    if let name = file?.name { upkeep.begin(open: name) }
    reportHead(.start)
  }

  private func acquireLock() throws(FileProblem) {
    guard lock == nil else { return }
    do throws(FileLock.Failure) {
      lock = try FileLock.acquire(log.folder.lockPath)
    } catch {
      switch error {
      case .held: throw FileProblem("another waymark writes the decision log in '\(log.folder.path)'")
      case .cannotOpen(let error), .cannotLock(let error):
        throw FileProblem("cannot lock '\(log.folder.lockPath)'", error)
      }
    }
  }

  private func makeFile() throws(FileProblem) {
    guard let chain = tools?.chain else { return }
    storedBook = nil
    file = try OpenLogFile(
      making: LogFileHeader(
        previous: written, keyID: chain.keyID, begun: log.clock(), version: log.settings.version),
      in: log.folder)
  }

  /// Somebody removed the file, or its folder: a new one goes on with the same numbers.
  private func replaceLostFile() throws(FileProblem) {
    let lost = file?.name
    let first = (file?.header.previous.number ?? 0) + 1
    try log.folder.prepare()
    if !(lock?.isInPlace ?? false) { lock = nil }
    try acquireLock()
    try makeFile()
    if let lost {
      let last = written.number
      let lines = first < last ? " with lines \(first) to \(last)" : first == last ? " with line \(last)" : ""
      log.report(
        .repaired("'\(log.folder.path(of: lost))' was gone\(lines); a new file goes on after line \(last)"))
    }
    if let name = file?.name { upkeep.begin(open: name) }
  }

  private func rotateIfDue() throws(FileProblem) {
    guard file?.hasLines ?? false, let begun = file?.header.begun, let size = file?.size else { return }
    guard size >= log.settings.rotateSize || log.clock() - begun >= log.settings.rotateAge else { return }
    try rotate()
  }

  private func rotate() throws(FileProblem) {
    try flush()
    try file?.synchronize()
    try makeFile()
    if let name = file?.name { upkeep.begin(open: name) }
    reportHead(.rotation)
  }

  private func reportHead(_ reason: DecisionLog.Event.Reason) {
    let first = (try? log.folder.files())?.first?.first ?? written.number + 1
    log.report(.head(written, first: first, reason))
  }

  /// At the end: what could not be written is lost, and said.
  private func finish(unwritten: ArraySlice<WaitingEntries.Item>) {
    let lost = unwritten.reduce(Int(head.number - written.number)) { count, item in
      switch item {
      case .decision: return count + 1
      case .gap(let gap, _, _): return count + gap
      case .erasure, .rotation: return count
      case .mark(let done):
        done.signal()
        return count
      }
    }
    if lost > 0 {
      log.entries.countDropped(lost)
      log.report(.gap(count: lost))
    }
    do throws(FileProblem) { try file?.synchronize() } catch { log.setFault(error.description) }
    if file != nil { reportHead(.stop) }
  }
}
