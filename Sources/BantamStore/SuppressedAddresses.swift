import BantamColumns
import BantamPlan
import BantamProgram

/// The addresses on the suppression lists of a plan's channels, and the columns they are compared with.
struct SuppressedAddresses {
  /// Columns to load beside the plan's own, after them.
  private(set) var needs: [ColumnNeed] = []
  private var lists: [List] = []

  private struct List {
    var channel: String
    var column: Int
    var address: ChannelAddress
    /// As they are compared.
    var addresses: Set<[UInt8]>
  }

  /// `selection`: only the addresses that these contacts have.
  init(
    _ plan: Plan, _ program: Program, _ layout: ContactLayout, in database: Database,
    only selection: KeySelection? = nil
  ) throws(StoreError) {
    guard try database.hasTable("bantam_suppression") else { return }
    for case .suppressed(let channel) in plan.sets {
      guard let address = ChannelAddress(of: channel, program), let field = address.field,
        let name = program.fields[field].storedColumns.first, layout.contacts.column(name) != nil
      else { continue }
      let own = try selection.map { selection throws(StoreError) in
        try Self.addresses(of: selection, name, address, layout, in: database)
      }
      let statement = try database.prepare(
        """
        SELECT address FROM bantam_suppression WHERE address IS NOT NULL
          AND \(SQLiteContactStore.plain("channel")) = \(SQLiteContactStore.plain("?1"))
        """)
      try statement.bind(1, channel)
      var addresses: Set<[UInt8]> = []
      while try statement.step() {
        let compared = address.compared(statement.text(0))
        if !compared.isEmpty, own?.contains(compared) ?? true { addresses.insert(compared) }
      }
      if addresses.isEmpty { continue }
      let need = ColumnNeed(name: name, storage: .text, field: field)
      var column = plan.columns.firstIndex(of: need)
      if column == nil {
        column = plan.columns.count + needs.count
        needs.append(need)
      }
      if let column { lists.append(List(channel: channel, column: column, address: address, addresses: addresses)) }
    }
  }

  /// What some contacts have in a column, as it is compared.
  private static func addresses(
    of selection: KeySelection, _ name: String, _ address: ChannelAddress, _ layout: ContactLayout,
    in database: Database
  ) throws(StoreError) -> Set<[UInt8]> {
    let statement = try database.prepare(
      """
      SELECT \(quoted(layout.contacts.column(name) ?? name)) FROM \(quoted(layout.contacts.name))
      WHERE \(selection.condition(quoted(layout.contacts.key), parameter: 1))
      """)
    try statement.bind([selection.list])
    var found: Set<[UInt8]> = []
    while try statement.step() { found.insert(address.compared(statement.text(0))) }
    return found
  }

  /// Marks the contacts whose address is on the channel's list; each distinct address is looked up once.
  func mark(_ mask: inout [UInt8], channel: String, _ columns: [Column]) {
    for list in lists where list.channel == channel {
      let column = columns[list.column]
      guard let dictionary = column.dictionary else { continue }
      let isListed = (0..<dictionary.count).map {
        $0 > 0 && list.addresses.contains(list.address.compared(dictionary.bytes(of: $0)))
      }
      for row in 0..<column.count where isListed[column.code(at: row)] { mask[row] = 1 }
    }
  }
}

extension ChannelAddress {
  /// nil where no single text is the address.
  fileprivate var field: FieldID? {
    switch self {
    case .text(let field), .telephone(let field): field
    case .parts: nil
    }
  }
}
