/// How decisions are printed.
enum DecisionForm {
  case json
  case text
  /// A row for each recommendation; of one that reserves, for each that is reserved.
  case rows(DecisionColumns)
}
