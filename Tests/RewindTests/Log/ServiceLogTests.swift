import TestSupport
import Testing

@testable import Rewind

/// Logs of services, retyped after their public documentation, opened as they are.
@Suite("A log of a service")
struct ServiceLogTests {
  /// A log and the first event that is read of it.
  struct Log: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let first: String
    var count = 1

    var testDescription: String { name }
  }

  @Test("opens without a mapping", arguments: logs)
  func opens(log: Log) throws {
    let folder = try TemporaryFolder()
    try folder.write("log", log.text)
    let opened = try EventLog.open([folder.path("log")])
    try opened.refresh()
    #expect(opened.mapping.name == log.name)
    let index = opened.index
    #expect(index.eventCount == log.count && index.damagedPositions.isEmpty)
    #expect(index.unreadCount == 0)
    let event = try #require(try opened.event(at: 1).record)
    #expect(
      "\(event.stream) · \(event.type) · \(event.timestamp?.rfc3339 ?? "none")" == log.first)
  }

  private static let logs = [
    Log(
      name: "Stripe",
      text:
        #"{"id":"evt_1","object":"event","api_version":"2020-08-27","created":1767323045,"#
        + #""data":{"object":{"id":"ch_1","object":"charge","customer":"cus_1"}},"type":"charge.succeeded"}"#,
      first: "ch_1 · charge.succeeded · 2026-01-02T03:04:05.000000Z"),
    Log(
      name: "CloudTrail",
      text:
        #"{"Records":[{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::1:user/zoe"},"#
        + #""eventTime":"2026-01-02T03:04:05Z","eventSource":"ec2.amazonaws.com","eventName":"StopInstances","#
        + #""awsRegion":"eu-west-1","requestParameters":{"instanceId":"i-1"},"eventID":"e1"},"#
        + #"{"eventVersion":"1.08","userIdentity":{"type":"AWSService","invokedBy":"x.amazonaws.com"},"#
        + #""eventTime":"2026-01-02T03:04:06Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","#
        + #""awsRegion":"eu-west-1","requestParameters":null,"eventID":"e2"}]}"#,
      first: "i-1 · StopInstances · 2026-01-02T03:04:05.000000Z", count: 2),
    Log(
      name: "CloudTrail",
      text:
        #"{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::1:user/zoe"},"#
        + #""eventTime":"2026-01-02T03:04:05Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","#
        + #""awsRegion":"eu-west-1","resources":[{"ARN":"arn:aws:kms:key/1"},{"ARN":"arn:aws:kms:key/2"}],"#
        + #""requestParameters":null,"eventID":"e1"}"#,
      first: "arn:aws:kms:key/1 · Decrypt · 2026-01-02T03:04:05.000000Z"),
    Log(
      name: "wal2json",
      text:
        #"{"change":[{"kind":"insert","schema":"public","table":"orders","columnnames":["id"],"#
        + #""columnvalues":[1]},{"kind":"delete","schema":"public","table":"items","oldkeys":{"keynames":["id"],"#
        + #""keyvalues":[2]}}]}"# + "\n" + #"{"change":[]}"# + "\n",
      first: "orders · insert · none", count: 2),
    Log(
      name: "wal2json",
      text:
        #"{"xid":7,"timestamp":"2026-01-02 03:04:05.25+00","change":[{"kind":"insert","schema":"public","#
        + #""table":"orders","columnnames":["id"],"columnvalues":[1]}]}"#,
      first: "orders · insert · 2026-01-02T03:04:05.250000Z"),
    Log(
      name: "wal2json",
      text: #"{"action":"B","xid":7}"# + "\n"
        + #"{"action":"I","xid":7,"schema":"public","table":"orders","columns":[{"name":"id","value":1}]}"#
        + "\n" + #"{"action":"C","xid":7}"#,
      first: "transaction · B · none", count: 3),
    Log(
      name: "Google Cloud audit log",
      text:
        #"{"protoPayload":{"@type":"x","serviceName":"compute.googleapis.com","methodName":"v1.compute.instances.insert","#
        + #""resourceName":"projects/p/instances/i1"},"insertId":"a1","resource":{"type":"gce_instance"},"#
        + #""timestamp":"2026-01-02T03:04:05.25Z","severity":"NOTICE","logName":"projects/p/logs/activity"}"#,
      first:
        "projects/p/instances/i1 · v1.compute.instances.insert · 2026-01-02T03:04:05.250000Z"),
    Log(
      name: "Auth0",
      text:
        #"{"log_id":"9002","data":{"date":"2026-01-02T03:04:05.250Z","type":"s","client_id":"c1","ip":"::1","#
        + #""user_id":"auth0|5f","user_name":"zoe","log_id":"9002"}}"#,
      first: "auth0|5f · s · 2026-01-02T03:04:05.250000Z"),
    Log(
      name: "Auth0",
      text:
        #"{"date":"2026-01-02T03:04:05.250Z","type":"fp","connection":"U","ip":"::1","log_id":"9003","client_id":"c1"}"#,
      first: "c1 · fp · 2026-01-02T03:04:05.250000Z"),
    Log(
      name: "MongoDB change stream",
      text:
        #"{"_id":{"_data":"82"},"operationType":"update","clusterTime":{"$timestamp":{"t":1767323045,"i":1}},"#
        + #""ns":{"db":"shop","coll":"orders"},"documentKey":{"_id":{"$oid":"65a1"}},"#
        + #""updateDescription":{"updatedFields":{"n":1}}}"#,
      first: "orders-65a1 · update · 2026-01-02T03:04:05.000000Z"),
    Log(
      name: "Maxwell",
      text:
        #"{"database":"shop","table":"orders","type":"update","ts":1767323045,"xid":7,"commit":true,"#
        + #""data":{"id":5,"status":"paid"},"old":{"status":"new"}}"#,
      first: "orders-5 · update · 2026-01-02T03:04:05.000000Z"),
    Log(
      name: "Zeebe",
      text:
        #"{"partitionId":1,"value":{"bpmnProcessId":"order","processInstanceKey":2251799813685249},"key":7,"#
        + #""timestamp":1767323045250,"position":9,"valueType":"JOB","intent":"CREATED","recordType":"EVENT"}"#,
      first: "2251799813685249 · JOB.CREATED · 2026-01-02T03:04:05.250000Z"),
    Log(
      name: "HAR",
      text:
        #"{"log":{"version":"1.2","pages":[{"startedDateTime":"2026-01-02T03:04:05Z","id":"page_1"}],"entries":["#
        + #"{"pageref":"page_1","startedDateTime":"2026-01-02T04:04:05.25+01:00","time":1,"#
        + #""request":{"method":"GET","url":"https://x"},"response":{"status":200,"content":{"size":1}},"timings":{}}]}}"#,
      first: "page_1 · GET · 2026-01-02T03:04:05.250000Z"),
    Log(
      name: "Jaeger",
      text:
        #"{"data":[{"traceID":"t1","spans":[{"traceID":"t1","spanID":"s1","operationName":"GET /","#
        + #""references":[],"startTime":1767323045250000,"duration":9,"processID":"p1"}],"processes":{}}],"errors":null}"#,
      first: "t1 · GET / · 2026-01-02T03:04:05.250000Z"),
  ]
}
