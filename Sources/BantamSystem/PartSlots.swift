/// A place for the result of each part of parallel work; each is written by one thread only, and read when all are done.
public final class PartSlots<Value: Sendable>: @unchecked Sendable {
  private let slots: UnsafeMutableBufferPointer<Value?>

  public init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  public func set(_ part: Int, _ value: Value) { slots[part] = value }

  /// The results there are, in the order of the parts.
  public var all: [Value] { slots.compactMap { $0 } }

  /// The result of the first part that has one.
  public var first: Value? { slots.lazy.compactMap { $0 }.first }
}
