extension KnownSystem {
  /// What services on the web tell of what was done with them.
  static let services: [KnownSystem] =
    [
      KnownSystem(
        .known(
          "Stripe",
          [
            "stream=data.object.id,data.object.object", "category=data.object.object", "type=type",
            "timestamp=created", "id=id", "data=data.object", "metadata=rest",
          ]),
        ["id", "object", "api_version", "created", "type", "data.object"],
        values: ["object": ["event"]]),
      KnownSystem(
        "CloudTrail",
        ["eventVersion", "eventSource", "eventName", "eventTime", "awsRegion", "userIdentity"],
        [
          "stream=userIdentity.arn,userIdentity.principalId,userIdentity.invokedBy,userIdentity.type",
          "category=userIdentity.type", "type=eventName", "timestamp=eventTime", "id=eventID",
          "data=rest",
        ]),
      KnownSystem(
        "Google Cloud audit log",
        ["protoPayload.methodName", "protoPayload.serviceName", "logName", "insertId"],
        [
          "stream=protoPayload.resourceName,protoPayload.serviceName,logName",
          "type=protoPayload.methodName,severity,=entry", "timestamp=timestamp", "id=insertId",
          "data=protoPayload,jsonPayload,textPayload", "metadata=rest",
        ]),
      KnownSystem(
        "MongoDB change stream", ["operationType", "ns.db", "documentKey", "clusterTime|wallTime"],
        [
          "stream=ns.coll+=-+documentKey._id.\"$oid\",ns.coll+=-+documentKey._id,ns.coll,ns.db",
          "category=ns.coll", "type=operationType",
          "timestamp=wallTime.\"$date\".\"$numberLong\",wallTime.\"$date\",wallTime,"
            + "clusterTime.\"$timestamp\".t", "data=fullDocument,updateDescription",
          "metadata=rest",
        ]),
      KnownSystem(
        "Maxwell", ["database", "table", "type", "ts", "data", "xid|position|gtid"],
        [
          "stream=table+=-+data.id,table", "category=table", "type=type", "timestamp=ts",
          "data=data", "metadata=rest",
        ]),
      KnownSystem(
        "Zeebe", ["valueType", "intent", "recordType", "partitionId", "value"],
        [
          "stream=value.processInstanceKey,key", "type=valueType+=.+intent", "position=position",
          "timestamp=timestamp", "data=value", "metadata=rest",
        ]),
      KnownSystem(
        "HAR", ["startedDateTime", "request.method", "request.url", "response.status", "timings"],
        [
          "stream=pageref,@file", "type=request.method", "timestamp=startedDateTime", "data=rest",
        ]),
    ] + auth0

  /// As the management interface gives them, and as a stream of logs does.
  private static let auth0 = ["", "data."].map { place in
    KnownSystem(
      "Auth0",
      ["date", "type", "log_id", "client_id|user_id|connection", "ip"].map {
        $0.split(separator: "|").map { place + $0 }.joined(separator: "|")
      },
      [
        "stream=\(place)user_id,\(place)user_name,\(place)client_id,\(place)ip",
        "type=\(place)type", "timestamp=\(place)date", "id=\(place)log_id",
        "data=\(place.isEmpty ? "rest" : "rest data")",
      ])
  }
}
