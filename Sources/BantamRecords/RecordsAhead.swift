import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is made of the records of a batch by the thread that reads them. For one thread at a time.
public protocol RecordWork: AnyObject {
  /// Nothing of the records so far is needed any more.
  func clear()
  /// The next record; nil: a reject. Its fields stay where they are until `clear`.
  func add(_ record: RecordFields?)
}

/// The fields of one record of a batch.
public struct RecordFields {
  fileprivate let bytes: UnsafeMutablePointer<UInt8>
  fileprivate let places: UnsafePointer<RecordPlace>

  @inline(__always)
  public subscript(field: Int) -> UnsafeBufferPointer<UInt8> {
    let place = places[field]
    return UnsafeBufferPointer(start: bytes + Int(place.start), count: Int(place.end - place.start))
  }
}

/// The records of a reader, read and worked on by a thread of its own while those before them are used. For one thread.
public final class RecordsAhead<Work: RecordWork> {
  private let ahead: Ahead
  private var thread: BackgroundWork?
  private var batch: RecordBatch
  /// Of the last record among those that `work` knows.
  public private(set) var index = -1

  /// The reader's records from here on; nothing else reads from it until this is gone. `makeWork`: for a batch.
  public init(_ reader: CSVReader, _ makeWork: @escaping () -> Work) {
    let ahead = Ahead(reader, makeWork)
    self.ahead = ahead
    batch = RecordBatch(makeWork())
    thread = BackgroundWork(ifPossible: { ahead.readAll() })
  }

  deinit {
    ahead.stop()
    thread?.wait()
  }

  /// What was made of the batch in which the last record is.
  public var work: Work { unsafeDowncast(batch.work, to: Work.self) }

  /// The next record that is not blank, or what is wrong with it; nil at the end.
  public func next() throws(SystemError) -> CSVEvent? {
    index += 1
    while index == batch.entries.count {
      if let failure = batch.failure { throw failure }
      if batch.isLast { return nil }
      if thread == nil { ahead.fill(batch) } else { batch = ahead.exchange(batch) }
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

private struct RecordEntry {
  /// What is wrong with it; nil: nothing.
  var reason: String?
  var line: Int
  var start: Int
  var byteCount: Int
  var firstField: Int
  var fieldCount: Int
}

private struct RecordPlace {
  var start: Int32
  var end: Int32
}

/// How much a batch holds.
public enum BatchBounds {
  /// A batch ends behind the record that goes beyond it.
  public static let mostBytes = 1 << 18
  /// Its bytes, and those of one record with its fields undoubled.
  fileprivate static let capacity = mostBytes + 2 * CSVReader.maximumRecordBytes + 8192
}

/// Records that are handed over at once.
private final class RecordBatch {
  let work: any RecordWork
  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: BatchBounds.capacity)
  private(set) var byteCount = 0
  private(set) var entries: ContiguousArray<RecordEntry> = []
  private(set) var places: ContiguousArray<RecordPlace> = []
  var consumedBytes = 0
  /// No batch follows.
  var isLast = false
  var failure: SystemError?

  init(_ work: any RecordWork) { self.work = work }

  deinit { bytes.deallocate() }

  func clear() {
    work.clear()
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
        RecordPlace(start: Int32(truncatingIfNeeded: place), end: Int32(truncatingIfNeeded: place + field.count)))
    }
    entries.append(
      RecordEntry(
        reason: reason, line: reader.line, start: start, byteCount: raw.count, firstField: firstField,
        fieldCount: reader.fieldCount))
    if reason != nil { return work.add(nil) }
    places.withUnsafeBufferPointer { places in
      if let first = places.baseAddress { work.add(RecordFields(bytes: bytes, places: first + firstField)) }
    }
  }

  private func append(_ source: UnsafeBufferPointer<UInt8>) -> Int {
    let start = byteCount
    precondition(start + source.count <= BatchBounds.capacity, "a record beyond the bound was handed over")
    if let first = source.baseAddress { (bytes + start).update(from: first, count: source.count) }
    byteCount = start + source.count
    return start
  }
}

/// What both threads see.
private final class Ahead: @unchecked Sendable {
  private static let mostWaiting = 4

  private let reader: CSVReader
  private let makeWork: () -> any RecordWork
  private var lock = pthread_mutex_t()
  private var changed = pthread_cond_t()
  // Guarded by the lock.
  private var ready: [RecordBatch] = []
  private var free: [RecordBatch] = []
  private var isStopped = false

  init(_ reader: CSVReader, _ makeWork: @escaping () -> any RecordWork) {
    self.reader = reader
    self.makeWork = makeWork
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
      while batch.byteCount < BatchBounds.mostBytes {
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
    return isStopped ? nil : free.popLast() ?? RecordBatch(makeWork())
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
