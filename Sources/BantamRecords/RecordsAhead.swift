import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The records of a reader, read on a thread of its own while those before them are worked on. For one thread.
public final class RecordsAhead {
  private let ahead: Ahead
  private var work: BackgroundWork?
  private var batch = RecordBatch()
  private var index = -1

  /// The reader's records from here on; nothing else reads from it until this is gone.
  public init(_ reader: CSVReader) {
    let ahead = Ahead(reader)
    self.ahead = ahead
    work = BackgroundWork(ifPossible: { ahead.readAll() })
  }

  deinit {
    ahead.stop()
    work?.wait()
  }

  /// The next record that is not blank, or what is wrong with it; nil at the end.
  public func next() throws(SystemError) -> CSVEvent? {
    index += 1
    while index == batch.entries.count {
      if let failure = batch.failure { throw failure }
      if batch.isLast { return nil }
      if work == nil { ahead.fill(batch) } else { batch = ahead.exchange(batch) }
      index = 0
    }
    return batch.entries[index].reason.map { .reject($0) } ?? .record
  }

  /// Fields of the last record; none of a reject that has no fields.
  public var fieldCount: Int { batch.entries[index].fieldCount }

  /// As `CSVReader.field`.
  @inline(__always)
  public func field(_ field: Int) -> UnsafeBufferPointer<UInt8> {
    let place = batch.places[batch.entries[index].firstField + field]
    return UnsafeBufferPointer(start: batch.bytes + Int(place.start), count: Int(place.end - place.start))
  }

  public func text(_ index: Int) -> String { String(decoding: field(index), as: UTF8.self) }

  /// As `CSVReader.rawRecord`.
  public var rawRecord: UnsafeBufferPointer<UInt8> {
    let entry = batch.entries[index]
    return UnsafeBufferPointer(start: batch.bytes + entry.start, count: entry.byteCount)
  }

  /// The line (from 1) in which the last record or reject began.
  public var line: Int { batch.entries[index].line }
  /// As `CSVReader.consumedBytes`, of the records up to about here.
  public var consumedBytes: Int { batch.consumedBytes }
}

/// Records that are handed over at once.
private final class RecordBatch {
  struct Entry {
    /// What is wrong with it; nil: nothing.
    var reason: String?
    var line: Int
    var start: Int
    var byteCount: Int
    var firstField: Int
    var fieldCount: Int
  }

  struct Place {
    var start: Int32
    var end: Int32
  }

  /// A batch ends behind the record that goes beyond it.
  static let mostBytes = 1 << 18
  /// Its bytes, and those of one record with its fields undoubled.
  private static let capacity = mostBytes + 2 * CSVReader.maximumRecordBytes + 8192

  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: RecordBatch.capacity)
  private(set) var byteCount = 0
  private(set) var entries: ContiguousArray<Entry> = []
  private(set) var places: ContiguousArray<Place> = []
  var consumedBytes = 0
  /// No batch follows.
  var isLast = false
  var failure: SystemError?

  deinit { bytes.deallocate() }

  func clear() {
    byteCount = 0
    entries.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }

  /// The record that the reader shows.
  func append(_ reader: CSVReader, _ reason: String?) {
    let raw = reader.rawRecord
    let start = append(raw)
    let firstField = places.count
    for index in 0..<reader.fieldCount {
      let field = reader.field(index)
      var place = byteCount
      if let content = field.baseAddress, let record = raw.baseAddress, content >= record,
        content + field.count <= record + raw.count
      {
        place = start + (content - record)
      } else {
        place = append(field)
      }
      places.append(
        Place(start: Int32(truncatingIfNeeded: place), end: Int32(truncatingIfNeeded: place + field.count)))
    }
    entries.append(
      Entry(
        reason: reason, line: reader.line, start: start, byteCount: raw.count, firstField: firstField,
        fieldCount: reader.fieldCount))
  }

  private func append(_ source: UnsafeBufferPointer<UInt8>) -> Int {
    let start = byteCount
    precondition(start + source.count <= Self.capacity, "a record beyond the bound was handed over")
    if let first = source.baseAddress { (bytes + start).update(from: first, count: source.count) }
    byteCount = start + source.count
    return start
  }
}

/// What both threads see.
private final class Ahead: @unchecked Sendable {
  private static let mostWaiting = 4

  private let reader: CSVReader
  private var lock = pthread_mutex_t()
  private var changed = pthread_cond_t()
  // Guarded by the lock.
  private var ready: [RecordBatch] = []
  private var free: [RecordBatch] = []
  private var isStopped = false

  init(_ reader: CSVReader) {
    self.reader = reader
    pthread_mutex_init(&lock, nil)
    pthread_cond_init(&changed, nil)
  }

  deinit {
    pthread_cond_destroy(&changed)
    pthread_mutex_destroy(&lock)
  }

  /// The records that come next.
  func fill(_ batch: RecordBatch) {
    batch.clear()
    do throws(SystemError) {
      while batch.byteCount < RecordBatch.mostBytes {
        guard let event = try reader.next() else {
          batch.isLast = true
          break
        }
        if case .reject(let reason) = event { batch.append(reader, reason) } else { batch.append(reader, nil) }
      }
    } catch {
      batch.failure = error
    }
    batch.consumedBytes = reader.consumedBytes
  }

  func readAll() {
    while let batch = room() {
      fill(batch)
      let isLast = batch.isLast || batch.failure != nil
      pthread_mutex_lock(&lock)
      ready.append(batch)
      pthread_cond_broadcast(&changed)
      pthread_mutex_unlock(&lock)
      if isLast { return }
    }
  }

  /// A batch to fill, nil where nobody wants more.
  private func room() -> RecordBatch? {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    while ready.count >= Self.mostWaiting, !isStopped { pthread_cond_wait(&changed, &lock) }
    return isStopped ? nil : free.popLast() ?? RecordBatch()
  }

  /// Waits for a full batch and takes back one that is used up.
  func exchange(_ used: RecordBatch) -> RecordBatch {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    free.append(used)
    while ready.isEmpty { pthread_cond_wait(&changed, &lock) }
    pthread_cond_broadcast(&changed)
    return ready.removeFirst()
  }

  func stop() {
    reader.abandon()
    pthread_mutex_lock(&lock)
    isStopped = true
    pthread_cond_broadcast(&changed)
    pthread_mutex_unlock(&lock)
  }
}
