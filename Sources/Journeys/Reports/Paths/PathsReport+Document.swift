import Rules

extension PathsReport {
  package var document: ReportDocument {
    let last = frame.vocabulary.stages.items.last.map { "The commonest paths to \($0.id)" }
    return ReportDocument(
      .paths, header,
      tables: [
        kinds, transitions, paths("paths_to_exit", "The commonest paths to an exit", \.toExit),
        paths("paths_to_last_stage", last ?? "The commonest paths to the last stage", \.toLastStage),
      ], cells: cells)
  }

  private var groupColumns: [ReportColumn] { ReportGroup.columns(frame.dimensions) }

  private var kinds: ReportTable {
    ReportTable(
      "kinds", title: "Transitions by kind",
      remark:
        "Planned: the book names the stage as a next one. Loops lead back into a stage, and count besides.",
      columns: groupColumns + [ReportColumn("kind"), ReportColumn("count"), ReportColumn("share")],
      rows: groups.flatMap { group, figures in
        let counts = [Transition.Kind.planned, .back, .skipped].map { kind in
          (kind.rawValue, figures.transitions.filter { $0.kind == kind }.map(\.count).reduce(0, +))
        }
        let all = SampleSize(counts.map(\.1).reduce(0, +))
        let loops = ("loops", figures.transitions.map(\.loops).reduce(0, +))
        return (counts + [loops]).map { name, count in
          ReportRow(
            cell: nil, group.reportValues + [.text(name), all.count(count), all.share(count)],
            isQuiet: all.count == 0)
        }
      })
  }

  private var transitions: ReportTable {
    ReportTable(
      "transitions", title: "Transitions",
      remark: "The share is that of all who went from the stage to another one.",
      columns: groupColumns + [
        ReportColumn("from"), ReportColumn("to"), ReportColumn("kind"), ReportColumn("count", isListed: true),
        ReportColumn("share"), ReportColumn("loops", isListed: true),
      ],
      rows: groups.flatMap { group, figures in
        figures.transitions.map { transition in
          let same = figures.transitions.filter { $0.from == transition.from }.map(\.count).reduce(0, +)
          let all = SampleSize(same)
          let stages = frame.vocabulary.stages
          let (from, to) = (stages[transition.from].id, stages[transition.to].id)
          return ReportRow(
            cell: "\(group.prefix)\(from)>\(to)",
            group.reportValues + [
              .text(from), .text(to), .text(transition.kind.rawValue), all.count(transition.count),
              all.share(transition.count), all.count(transition.loops),
            ])
        }
      })
  }

  private func paths(_ name: String, _ title: String, _ list: (Figures) -> [Path]) -> ReportTable {
    let stages = frame.vocabulary.stages
    return ReportTable(
      name, title: title,
      columns: groupColumns + [
        ReportColumn("paths", "COUNT", isListed: true), ReportColumn("exit"), ReportColumn("path"),
      ],
      rows: groups.flatMap { group, figures in
        list(figures).map { path in
          ReportRow(
            cell: group.prefix + Self.name(path.stages, path.exit, frame.vocabulary),
            group.reportValues + [
              SampleSize(path.count).count(path.count),
              ReportValue(path.exit.map { frame.vocabulary.exits[$0].id }),
              .text(path.stages.map { stages[$0].id }.joined(separator: " > ")),
            ])
        }
      })
  }
}
