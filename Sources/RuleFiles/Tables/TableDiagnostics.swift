import Diagnostics

extension DiagnosticID {
  static let tableColumns = DiagnosticID(
    "table-columns",
    page: """
      The columns of a table are not such as its rows need. A table has the columns 'id' and 'recommend'; besides \
      'score', 'channel', 'because', and the keys of a condition: 'stage', 'persona', 'pain_points', an attribute's \
      path and so on. Each stands once, and not in the table's 'when' as well. The header of a CSV file names the same \
      columns as 'columns', where the table has that key.
      """)

  static let rowLength = DiagnosticID(
    "row-length",
    page: """
      A row of a table has more or fewer cells than the table has columns, or its 'id' or 'recommend' is empty. Every \
      row has a cell for every column; 'any' leaves a cell open.
      """)

  static let emptyTable = DiagnosticID(
    "empty-table",
    page: """
      The CSV file of a table has a header and no rows, so the table makes no rules, and nobody is recommended anything \
      by it. Perhaps the file was saved before it was filled in, or its rows were deleted. Give it rows, or remove the \
      table.
      """)

  static let csvFile = DiagnosticID(
    "csv-file",
    page: """
      A table takes its rows from a CSV file that is not there. The file stands in the folder of the rule file that \
      names it, or below: 'rows: nurture.csv'. It is part of the rule book, and has at most 4 MiB.
      """)

  static let csvSyntax = DiagnosticID(
    "csv-syntax",
    page: """
      A CSV file cannot be read. It is UTF-8 ('CSV UTF-8' in the list of formats of a spreadsheet), its first line names \
      the columns, and its cells are separated by commas, or by semicolons where the first line has one. A cell with a \
      separator, a quote or a line break in it stands in double quotes, and a quote in it is doubled.
      """)

  static let csvCell = DiagnosticID(
    "csv-cell",
    page: """
      A cell of a CSV file has what a spreadsheet makes of a value when it saves the file. It may be a percent sign, \
      separators of thousands ('1.000'), a date with the year at the end, true or false in the language of the country, \
      an error such as '#N/A', quotes of a word processor, or long digits that were shortened to '1.23457E+15'. Write \
      what the message names; where the column is formatted as text before typing, the spreadsheet changes nothing. It \
      is a warning where the cell can be read as it stands, but probably means something else. Where a table is written \
      as CSV, the cell is one that CSV cannot hold: a mapping, or a text that would be read back as another one.
      """)
}
