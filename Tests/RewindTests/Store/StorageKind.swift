import Foundation
import Platform
import TestSupport
import Testing

@testable import Rewind

/// The storages that the library ships, which behave alike.
enum StorageKind: String, CaseIterable, CustomTestStringConvertible {
  case files, memory

  var testDescription: String { rawValue }
}

/// A store's log on one of the storages; what is on disk goes with it and its stores.
final class StoreFixture: Sendable {
  /// When the events of its stores are stamped; whoever asks keeps the files.
  private let time = Timestamp(microseconds: 1_767_322_984_000_000)

  let storage: any LogStorage
  private let folder: String?

  /// Begins with some files in the log folder.
  init(_ kind: StorageKind, _ files: [String: [UInt8]] = [:]) throws {
    switch kind {
    case .memory:
      folder = nil
      storage = InMemoryLogStorage(segments: files)
    case .files:
      let folder = NSTemporaryDirectory() + "rewind-store-\(UUID().uuidString)"
      try StoreFolder.make(folder, settings: StoreSettings())
      for (name, bytes) in files {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/log/\(name)"))
      }
      self.folder = folder
      storage = try FileLogStorage(store: folder)
    }
  }

  deinit {
    if let folder { try? FileManager.default.removeItem(atPath: folder) }
  }

  /// The store's folder; only files have one.
  var path: String {
    get throws { try #require(folder) }
  }

  /// Another storage on the same log, as another process would have it.
  func another() throws -> any LogStorage {
    if let folder { try FileLogStorage(store: folder) } else { storage }
  }

  /// All files of the log folder.
  func files() throws -> [String: [UInt8]] {
    guard let folder else { return try #require(storage as? InMemoryLogStorage).files }
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/log")
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try SystemFile.contents(of: "\(folder)/log/\($0)")) })
  }

  /// A store on it, or on another storage of the same log.
  func store(
    on storage: (any LogStorage)? = nil, sync: SyncPolicy = .every, segmentSize: Int = 1 << 20
  ) -> FileEventStore {
    FileEventStore(
      storage: storage ?? self.storage, name: "bank",
      settings: StoreSettings(sync: sync, segmentSize: segmentSize),
      clock: { [self] in time })
  }

  /// A log of what is there, read afresh.
  func log() throws -> EventLog {
    let log = EventLog(name: "bank", files: try another(), mapping: .rewind, isStore: true)
    try log.refresh()
    return log
  }
}

extension NewEvent {
  /// An event that tells its number.
  static func deposit(_ amount: Int) -> NewEvent {
    NewEvent(
      type: "MoneyDeposited", data: JSONText(unchecked: Array("{\"amount\":\(amount)}".utf8)[...]))
  }
}
