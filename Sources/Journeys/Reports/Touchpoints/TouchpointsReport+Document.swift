import Rules

extension TouchpointsReport {
  package var document: ReportDocument {
    ReportDocument(
      .touchpoints, header, tables: [touchpoints, classes, associations],
      notes: [
        "Hurtful: a mean sentiment below −0.2 of at least 20. Unused: declared and never seen. "
          + "Undeclared: seen, and no part of the book."
      ], cells: cells)
  }

  private var groupColumns: [ReportColumn] { ReportGroup.columns(frame.dimensions) }

  private static let figureColumns = [
    ReportColumn("exposures"), ReportColumn("journeys", isListed: true), ReportColumn("sentiment"),
    ReportColumn("sentiments", "OF", isListed: true),
  ]

  private static func values(_ figures: TouchpointFigures) -> [ReportValue] {
    let (all, felt) = (SampleSize(figures.journeys), SampleSize(figures.sentiments))
    return [
      all.count(figures.exposures), all.count(figures.journeys),
      felt.value(figures.sentiment.map { .number($0) } ?? .absent), felt.count(figures.sentiments),
    ]
  }

  private var touchpoints: ReportTable {
    ReportTable(
      "touchpoints", title: "Touchpoints", remark: "How often, for how many, and how it felt (−1 to 1).",
      columns: groupColumns + [ReportColumn("touchpoint")] + Self.figureColumns + [
        ReportColumn("finding"), ReportColumn("ownership"), ReportColumn("medium"), ReportColumn("influence"),
      ],
      rows: groups.flatMap { group, figures in
        figures.touchpoints.map { touchpoint in
          let declared = touchpoint.declared
          let values: [ReportValue] =
            [.text(touchpoint.name)] + Self.values(touchpoint.figures) + [
              ReportValue(touchpoint.finding), ReportValue(declared?.ownership?.rawValue),
              ReportValue(declared?.medium?.rawValue), ReportValue(declared?.influence?.rawValue),
            ]
          return ReportRow(
            cell: "\(group.prefix)\(touchpoint.name)", group.reportValues + values,
            isQuiet: !frame.dimensions.isEmpty && touchpoint.figures.exposures == 0)
        }
      }, shownRows: 60)
  }

  private var classes: ReportTable {
    ReportTable(
      "classes", title: "By ownership, medium and influence",
      columns: groupColumns + [ReportColumn("sort"), ReportColumn("value")] + Self.figureColumns,
      rows: groups.flatMap { group, figures in
        figures.classes.map { sort, value, figures in
          ReportRow(
            cell: "\(group.prefix)\(sort)=\(value)",
            group.reportValues + [.text(sort), .text(value)] + Self.values(figures),
            isQuiet: figures.exposures == 0)
        }
      })
  }

  private var associations: ReportTable {
    ReportTable(
      "associations", title: "Associations with losing a customer",
      remark:
        "Of those in the stage still 14 days after entering it, lost within the next 30: those who met the "
        + "touchpoint in the 14 days, and those who did not. An association, no cause.",
      columns: groupColumns + [
        ReportColumn("stage"), ReportColumn("touchpoint"), ReportColumn("exposed", isListed: true),
        ReportColumn("exposed_lost", "LOST", isListed: true), ReportColumn("exposed_share", "SHARE"),
        ReportColumn("unexposed", isListed: true), ReportColumn("unexposed_lost", "LOST", isListed: true),
        ReportColumn("unexposed_share", "SHARE"),
      ],
      rows: groups.flatMap { group, figures in
        figures.associations.map { association in
          let stage = frame.vocabulary.stages[association.stage].id
          let touchpoint = association.touchpoint ?? "any"
          let values = [association.exposed, association.unexposed].flatMap { count in
            let all = SampleSize(count.count)
            return [all.count(count.count), all.count(count.lost), all.share(count.lost)]
          }
          return ReportRow(
            cell: "\(group.prefix)\(stage)/\(touchpoint)",
            group.reportValues + [.text(stage), .text(touchpoint)] + values,
            isQuiet: association.exposed.lost + association.unexposed.lost == 0)
        }
      }, shownRows: 60)
  }
}

extension ReportedTouchpoint {
  /// What an analyst ought to look at.
  fileprivate var finding: String? {
    if declared == nil { return "undeclared" }
    if figures.exposures == 0 { return "unused" }
    return figures.isHurtful ? "hurtful" : nil
  }
}
