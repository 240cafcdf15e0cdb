import BantamColumns
import BantamPlan
import BantamSystem

/// The tables of a contact database by column, in a file beside it: a copy that can be deleted at any time and is made
/// again from the database, which alone is the truth.
///
/// It is used only where it was made of the very state that the database is in, and each block that is used fits its
/// checksum.
struct ColumnSnapshot: Sendable {
  /// Counts up when a change to this program makes other columns of the same database.
  private static let readerVersion = 2

  /// A column of a table, and what of a type its cells were read as.
  struct Source: Sendable, Hashable {
    var name: String
    var storage: ColumnNeed.Storage
    /// Of the zone that instants and days rest on, else 0.
    var zone: UInt64

    init(_ need: ColumnNeed, zone: ZoneRules) {
      name = need.name
      storage = need.storage
      self.zone = need.storage == .day || need.storage == .instant ? zone.fingerprint : 0
    }

    fileprivate init?(_ fields: inout ByteFields) {
      guard let name = fields.nextText(), let index = fields.nextInt(), let zone = fields.nextWord(),
        ColumnNeed.Storage.allCases.indices.contains(index)
      else { return nil }
      self.name = name
      storage = ColumnNeed.Storage.allCases[index]
      self.zone = zone
    }

    fileprivate func add(to fields: inout ByteFields) {
      fields.add(name)
      fields.add(ColumnNeed.Storage.allCases.firstIndex(of: storage) ?? 0)
      fields.add(zone)
    }
  }

  /// Which columns are wanted, or there.
  struct Contents: Sendable, Hashable {
    var contacts: [Source]
    var hasCompanies: Bool
    /// nil: no activities.
    var activities: [Source]?
  }

  /// What the columns were read from: tables and their columns.
  let layout: String
  let state: ContactState
  let contents: Contents
  private let file: SectionFile
  private let table: TableOfContents

  /// Beside the file itself, also where a symbolic link leads to it.
  static func path(of database: String) -> String { resolvedPath(database) + "-columns" }

  /// The file as it lies there; the sections are not looked at yet.
  init(of database: String) throws(SectionFile.Damage) {
    let file = try SectionFile(path: Self.path(of: database))
    var fields = ByteFields(file.description)
    guard fields.nextInt() == Self.readerVersion else { throw .foreign }
    guard let layout = fields.nextText(), let state = ContactState(&fields), let table = TableOfContents(&fields),
      fields.isAtEnd, table.fits(file)
    else { throw .damaged }
    self.file = file
    self.layout = layout
    self.state = state
    self.table = table
    contents = Contents(
      contacts: table.columns.map(\.source), hasCompanies: table.companies != nil,
      activities: table.activities?.columns.map(\.source))
  }

  var byteCount: Int { file.byteCount }
  var contactCount: Int { table.count }
  var activityCount: Int? { table.activities?.count }

  /// Whether all of the file is as it was written.
  var isIntact: Bool { file.areIntact(Array(file.sections.indices)) }

  /// The tables with the wanted columns in their order; nil where one is not there, or `damaged` where a block is not as
  /// it was written.
  func tables(_ wanted: Contents, threads: Int) throws(SectionFile.Damage) -> LoadedTables? {
    if wanted.hasCompanies, table.companies == nil { return nil }
    let columns = wanted.contacts.compactMap { source in table.columns.first { $0.source == source } }
    guard columns.count == wanted.contacts.count else { return nil }
    var activityColumns: [TableOfContents.Entry]?
    if let sources = wanted.activities {
      guard let activities = table.activities else { return nil }
      let found = sources.compactMap { source in activities.columns.first { $0.source == source } }
      guard found.count == sources.count else { return nil }
      activityColumns = found
    }
    let companies = wanted.hasCompanies ? table.companies : nil
    var sections = table.keys.sections + [table.kinds] + (companies?.sections ?? []) + columns.flatMap(\.sections)
    if let activityColumns, let activities = table.activities {
      sections += [activities.offsets, activities.instants] + activities.kinds.sections
      sections += activityColumns.flatMap(\.sections)
    }
    guard file.areIntact(sections, threads: threads) else { throw .damaged }
    let contacts = LoadedContacts(
      keys: keys(table.keys), kinds: cells(table.kinds, count: table.count), companies: companies.map { keys($0) },
      columns: columns.map { column($0, count: table.count) }, misfits: columns.map(\.misfits),
      kindMisfits: table.kindMisfits, duplicateKeys: table.duplicateKeys, missingKeys: table.missingKeys)
    guard let activityColumns, let activities = table.activities else { return LoadedTables(contacts: contacts) }
    let loaded = LoadedActivities(
      columns: ActivityColumns(
        offsets: cells(activities.offsets, count: table.count + 1),
        instants: cells(activities.instants, count: activities.count),
        kinds: column(activities.kinds, count: activities.count),
        columns: activityColumns.map { column($0, count: activities.count) }),
      misfits: [activities.kinds.misfits] + activityColumns.map(\.misfits), withoutContact: activities.withoutContact,
      withoutInstant: activities.withoutInstant)
    return LoadedTables(contacts: contacts, activities: loaded)
  }

  private func buffer(_ section: Int) -> ColumnBuffer {
    ColumnBuffer(base: file.start(of: section), byteCount: file.sections[section].byteCount, owner: file)
  }

  private func cells<Value>(_ section: Int, count: Int) -> Cells<Value> { Cells(buffer(section), count: count) }

  private func keys(_ place: TableOfContents.KeyPlace) -> Keys {
    switch place {
    case .integers(let section): .integers(cells(section, count: table.count))
    case .texts(let offsets, let arena):
      .texts(
        TextDictionary(count: table.count + 1, offsets: buffer(offsets), arena: buffer(arena)).texts)
    }
  }

  private func column(_ entry: TableOfContents.Entry, count: Int) -> Column {
    let dictionary = entry.dictionary.map {
      TextDictionary(count: $0.count, offsets: buffer($0.offsets), arena: buffer($0.arena))
    }
    return Column(
      storage: entry.storage, count: count, buffer: buffer(entry.cells), dictionary: dictionary, unit: entry.unit)
  }

  // MARK: Writing

  /// Takes the file away, for good.
  static func drop(of database: String) throws(StoreError) {
    let path = path(of: database)
    SectionFile.removeLeftovers(of: path)
    do throws(SystemError) { try removeFile(path) } catch { throw .cannotOpen(path: path, reason: error.reason) }
  }

  /// A snapshot that is being written in the background, beside the one that is there. It takes its place when it is
  /// known which state of the database it is of.
  final class Pending {
    private let writer: SectionFile.Writer
    private let work: BackgroundWork
    private let failure: PartSlots<SystemError>
    private let layout: String
    private let table: TableOfContents
    private var isFinished = false

    /// `contents` are parallel to the tables' columns. Only those who may read the database may read the file.
    init?(_ tables: LoadedTables, _ contents: Contents, of database: String, layout: String, mode: UInt32) {
      guard let writer = try? SectionFile.Writer(path: path(of: database), mode: mode) else { return nil }
      var list = SectionList()
      table = TableOfContents(tables, contents, &list)
      self.layout = layout
      self.writer = writer
      let failure = PartSlots<SystemError>(count: 1)
      self.failure = failure
      let (sections, sharedWriter) = (list, SharedWriter(writer: writer))
      work = BackgroundWork {
        do throws(SystemError) {
          for section in sections.sections { try sharedWriter.writer.add(section) }
        } catch {
          failure.set(0, error)
        }
      }
    }

    /// Waits for the rest. A disk that is full, or may not be written to, leaves the file that is there.
    func finish(_ state: ContactState) {
      if isFinished { return }
      isFinished = true
      work.wait()
      guard failure.first == nil else { return }
      var fields = ByteFields()
      fields.add(readerVersion)
      fields.add(layout)
      state.add(to: &fields)
      table.add(to: &fields)
      try? writer.finish(fields.bytes)
    }
  }

  /// For one thread at a time: the background's until it is waited for.
  private struct SharedWriter: @unchecked Sendable {
    let writer: SectionFile.Writer
  }
}

extension TextDictionary {
  /// All texts, from code 1 on.
  fileprivate var texts: [String] { (1..<max(1, count)).map { self[$0] } }
}

/// Sections to be written, numbered in their order.
private struct SectionList: @unchecked Sendable {
  private(set) var sections: [UnsafeRawBufferPointer] = []
  /// What is made for the file alone; alive as long as this list.
  private var owned: [ColumnBuffer] = []

  mutating func add(_ buffer: ColumnBuffer, byteCount: Int) -> Int {
    owned.append(buffer)
    sections.append(UnsafeRawBufferPointer(start: buffer.base, count: byteCount))
    return sections.count - 1
  }

  mutating func add<Value>(_ cells: Cells<Value>) -> Int {
    add(cells.buffer, byteCount: cells.count * MemoryLayout<Value>.stride)
  }
}

/// Where in the file what stands.
private struct TableOfContents: Sendable {
  enum KeyPlace: Sendable {
    case integers(Int)
    /// As a dictionary with a code per row.
    case texts(offsets: Int, arena: Int)

    var sections: [Int] {
      switch self {
      case .integers(let section): [section]
      case .texts(let offsets, let arena): [offsets, arena]
      }
    }
  }

  struct Entry: Sendable {
    var source: ColumnSnapshot.Source
    var storage: Column.Storage
    var unit: Int64
    var misfits: Misfits
    var cells: Int
    var dictionary: (count: Int, offsets: Int, arena: Int)?

    var sections: [Int] { [cells] + (dictionary.map { [$0.offsets, $0.arena] } ?? []) }
  }

  struct Activities: Sendable {
    var count: Int
    var offsets: Int
    var instants: Int
    var kinds: Entry
    var columns: [Entry]
    var withoutContact: Int
    var withoutInstant: Int
  }

  var count: Int
  var keys: KeyPlace
  var kinds: Int
  var companies: KeyPlace?
  var columns: [Entry]
  var kindMisfits: Misfits
  var duplicateKeys: Int
  var missingKeys: Int
  var activities: Activities?

  // MARK: To be written

  init(_ tables: LoadedTables, _ contents: ColumnSnapshot.Contents, _ sections: inout SectionList) {
    let contacts = tables.contacts
    count = contacts.count
    keys = Self.place(contacts.keys, &sections)
    kinds = sections.add(contacts.kinds)
    companies = contacts.companies.map { Self.place($0, &sections) }
    columns = []
    for (index, source) in contents.contacts.enumerated() {
      columns.append(Entry(contacts.columns[index], source, contacts.misfits[index], &sections))
    }
    kindMisfits = contacts.kindMisfits
    duplicateKeys = contacts.duplicateKeys
    missingKeys = contacts.missingKeys
    guard let loaded = tables.activities, let sources = contents.activities else { return }
    let own = loaded.columns
    let offsets = sections.add(own.offsets)
    let instants = sections.add(own.instants)
    let kindSource = ColumnSnapshot.Source(ColumnNeed(name: "", storage: .text, field: 0), zone: .utc)
    let kinds = Entry(own.kinds, kindSource, loaded.misfits[0], &sections)
    var entries: [Entry] = []
    for (index, source) in sources.enumerated() {
      entries.append(Entry(own.columns[index], source, loaded.misfits[index + 1], &sections))
    }
    activities = Activities(
      count: own.instants.count, offsets: offsets, instants: instants, kinds: kinds, columns: entries,
      withoutContact: loaded.withoutContact, withoutInstant: loaded.withoutInstant)
  }

  private static func place(_ keys: Keys, _ sections: inout SectionList) -> KeyPlace {
    switch keys {
    case .integers(let numbers): return .integers(sections.add(numbers))
    case .texts(let texts):
      var offsets = [0, 0]
      var arena: [UInt8] = []
      for text in texts {
        arena += text.utf8
        offsets.append(arena.count)
      }
      return .texts(offsets: sections.add(Cells(offsets)), arena: sections.add(Cells(arena)))
    }
  }

  func add(to fields: inout ByteFields) {
    fields.add(count)
    keys.add(to: &fields)
    fields.add(kinds)
    fields.add(companies == nil ? 0 : 1)
    companies?.add(to: &fields)
    kindMisfits.add(to: &fields)
    fields.add(duplicateKeys)
    fields.add(missingKeys)
    fields.add(columns.count)
    for column in columns { column.add(to: &fields) }
    fields.add(activities == nil ? 0 : 1)
    guard let activities else { return }
    for number in [
      activities.count, activities.offsets, activities.instants, activities.withoutContact, activities.withoutInstant,
    ] { fields.add(number) }
    activities.kinds.add(to: &fields)
    fields.add(activities.columns.count)
    for column in activities.columns { column.add(to: &fields) }
  }

  // MARK: As read

  init?(_ fields: inout ByteFields) {
    guard let count = fields.nextInt(), let keys = KeyPlace(&fields), let kinds = fields.nextInt(),
      let hasCompanies = fields.nextInt()
    else { return nil }
    self.count = count
    self.keys = keys
    self.kinds = kinds
    if hasCompanies == 1 {
      guard let companies = KeyPlace(&fields) else { return nil }
      self.companies = companies
    }
    guard let kindMisfits = Misfits(&fields), let duplicateKeys = fields.nextInt(), let missingKeys = fields.nextInt(),
      let columns = Self.entries(&fields), let hasActivities = fields.nextInt()
    else { return nil }
    self.kindMisfits = kindMisfits
    self.duplicateKeys = duplicateKeys
    self.missingKeys = missingKeys
    self.columns = columns
    if hasActivities == 1 {
      guard let count = fields.nextInt(), let offsets = fields.nextInt(), let instants = fields.nextInt(),
        let withoutContact = fields.nextInt(), let withoutInstant = fields.nextInt(), let kinds = Entry(&fields),
        let columns = Self.entries(&fields)
      else { return nil }
      activities = Activities(
        count: count, offsets: offsets, instants: instants, kinds: kinds, columns: columns,
        withoutContact: withoutContact, withoutInstant: withoutInstant)
    }
  }

  private static func entries(_ fields: inout ByteFields) -> [Entry]? {
    guard let count = fields.nextInt(), count >= 0, count <= 1 << 16 else { return nil }
    var entries: [Entry] = []
    for _ in 0..<count {
      guard let entry = Entry(&fields) else { return nil }
      entries.append(entry)
    }
    return entries
  }

  /// Whether each section is there and has the size that its rows need.
  func fits(_ file: SectionFile) -> Bool {
    guard count >= 0, count <= Int(Int32.max) else { return false }
    func has(_ section: Int, _ byteCount: Int) -> Bool {
      file.sections.indices.contains(section) && file.sections[section].byteCount == byteCount
    }
    func fits(_ place: KeyPlace) -> Bool {
      switch place {
      case .integers(let section): has(section, count * 8)
      case .texts(let offsets, let arena): has(offsets, (count + 2) * 8) && file.sections.indices.contains(arena)
      }
    }
    func fits(_ entry: Entry, _ count: Int) -> Bool {
      guard has(entry.cells, count * entry.storage.byteWidth), entry.unit >= 1,
        entry.storage.isText == (entry.dictionary != nil)
      else { return false }
      guard let dictionary = entry.dictionary else { return true }
      return dictionary.count >= 1 && has(dictionary.offsets, (dictionary.count + 1) * 8)
        && file.sections.indices.contains(dictionary.arena)
    }
    guard fits(keys), has(kinds, count), companies.map(fits) ?? true, columns.allSatisfy({ fits($0, count) }) else {
      return false
    }
    guard let activities else { return true }
    return activities.count >= 0 && activities.count <= Int(Int32.max) && has(activities.offsets, (count + 1) * 4)
      && has(activities.instants, activities.count * 8) && fits(activities.kinds, activities.count)
      && activities.columns.allSatisfy { fits($0, activities.count) }
  }
}

extension TableOfContents.KeyPlace {
  fileprivate init?(_ fields: inout ByteFields) {
    guard let kind = fields.nextInt(), let first = fields.nextInt(), let second = fields.nextInt() else { return nil }
    self = kind == 0 ? .integers(first) : .texts(offsets: first, arena: second)
  }

  fileprivate func add(to fields: inout ByteFields) {
    switch self {
    case .integers(let section): for number in [0, section, 0] { fields.add(number) }
    case .texts(let offsets, let arena): for number in [1, offsets, arena] { fields.add(number) }
    }
  }
}

extension TableOfContents.Entry {
  fileprivate init(
    _ column: Column, _ source: ColumnSnapshot.Source, _ misfits: Misfits, _ sections: inout SectionList
  ) {
    self.source = source
    self.misfits = misfits
    storage = column.storage
    unit = column.unit
    cells = sections.add(column.buffer, byteCount: column.count * column.storage.byteWidth)
    guard let texts = column.dictionary else { return }
    let offsets = sections.add(texts.offsets, byteCount: (texts.count + 1) * MemoryLayout<Int>.stride)
    dictionary = (texts.count, offsets, sections.add(texts.arena, byteCount: texts.arenaBytes))
  }

  fileprivate init?(_ fields: inout ByteFields) {
    guard let source = ColumnSnapshot.Source(&fields), let storage = fields.nextInt(), let unit = fields.nextInt64(),
      let misfits = Misfits(&fields), let cells = fields.nextInt(), let count = fields.nextInt(),
      let offsets = fields.nextInt(), let arena = fields.nextInt(),
      let known = UInt8(exactly: storage).flatMap({ Column.Storage(rawValue: $0) })
    else { return nil }
    self.source = source
    self.storage = known
    self.unit = unit
    self.misfits = misfits
    self.cells = cells
    dictionary = count < 0 ? nil : (count, offsets, arena)
  }

  fileprivate func add(to fields: inout ByteFields) {
    source.add(to: &fields)
    fields.add(Int(storage.rawValue))
    fields.add(unit)
    misfits.add(to: &fields)
    fields.add(cells)
    for number in [dictionary?.count ?? -1, dictionary?.offsets ?? 0, dictionary?.arena ?? 0] { fields.add(number) }
  }
}

extension Misfits {
  fileprivate init?(_ fields: inout ByteFields) {
    guard let count = fields.nextInt(), let example = fields.nextText(), let known = fields.nextInt(),
      known <= Self.mostRows
    else { return nil }
    var rows: [Int32] = []
    for _ in 0..<max(0, known) {
      guard let row = fields.nextInt().flatMap({ Int32(exactly: $0) }) else { return nil }
      rows.append(row)
    }
    self.init(count: count, example: example, rows: known < 0 ? nil : rows)
  }

  fileprivate func add(to fields: inout ByteFields) {
    fields.add(count)
    fields.add(example)
    fields.add(rows?.count ?? -1)
    for row in rows ?? [] { fields.add(Int(row)) }
  }
}
