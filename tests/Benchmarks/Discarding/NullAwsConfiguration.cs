namespace StoreScp.Benchmarks.Discarding;

/// <summary>
/// nginx.conf. The server in front reads a body whole into memory, since it hands no part of a request on before it has all of it; then it asks the server
/// behind without the body, and that one knows the answers. (`return` alone would answer before the body is there; every other way keeps it.)
/// </summary>
public static class NullAwsConfiguration
{
    public const string Table = "ledger";

    /// <summary>As docs/ledger.md has it.</summary>
    private const string DescribedTable =
        """
        {"Table":{"TableName":"ledger","TableStatus":"ACTIVE","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
        "GlobalSecondaryIndexes":[
        {"IndexName":"list","IndexStatus":"ACTIVE","KeySchema":[{"AttributeName":"lp","KeyType":"HASH"},{"AttributeName":"ls","KeyType":"RANGE"}]},
        {"IndexName":"work","IndexStatus":"ACTIVE","KeySchema":[{"AttributeName":"wp","KeyType":"HASH"},{"AttributeName":"ws","KeyType":"RANGE"}]}]}}
        """;

    public static string Text(NullAwsFiles files, int port, bool isEncrypted) =>
        $$"""
        daemon off;
        master_process off;
        pid {{files.Folder}}/pid;
        error_log {{files.ErrorLog}} warn;
        events { worker_connections 4096; }
        http {
            access_log off;
            log_format requests '$request_method $status $content_length $request_uri';
            keepalive_timeout 300s;
            keepalive_requests 1000000000;
            client_max_body_size 0;
            # More than a part has: a longer body would go to a file.
            client_body_buffer_size 16m;
            {{TemporaryPaths(files)}}
            upstream answers {
                server unix:{{files.Socket}};
                keepalive 64;
                keepalive_requests 1000000000;
            }
            # What is asked of DynamoDB and Step Functions has a target; what is not there is left out, so every list is empty.
            map $http_x_amz_target $json {
                default '{}';
                ~\.DescribeTable$ '{{DescribedTable.ReplaceLineEndings("")}}';
                ~\.StartExecution$ '{"executionArn":"arn:aws:states:eu-west-1:111122223333:execution:import:1","startDate":0}';
                ~\.(Query|Scan)$ '{"Count":0,"ScannedCount":0,"Items":[]}';
            }
            map $request_method:$args $xml {
                default '';
                ~^POST:uploads '<InitiateMultipartUploadResult><UploadId>$request_id</UploadId></InitiateMultipartUploadResult>';
                ~^POST:.*uploadId= '<CompleteMultipartUploadResult><ETag>"0"</ETag></CompleteMultipartUploadResult>';
                ~^GET:uploads '<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>';
                ~^GET:.*list-type=2 '<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>';
            }
            map $request_method:$xml $status_of_s3 {
                default 200;
                # Not 200: nginx would say 304 to If-None-Match, which is on every object here. To a client all of 2xx is one.
                ~^(PUT|POST): 201;
                ~^DELETE: 204;
                ~^(GET|HEAD):$ 404;
            }
            server {
                listen 127.0.0.1:{{port}} backlog=1024{{(isEncrypted ? " ssl" : "")}};
                ssl_certificate {{files.Certificate}};
                ssl_certificate_key {{files.Key}};
                access_log {{files.AccessLog}} requests;
                location / {
                    proxy_pass http://answers;
                    proxy_http_version 1.1;
                    proxy_set_header Connection '';
                    proxy_set_header Content-Length '';
                    proxy_pass_request_body off;
                }
            }
            server {
                listen unix:{{files.Socket}};
                location / {
                    if ($http_x_amz_target) { return 200 $json; }
                    if ($status_of_s3 = 404) { return 404; }
                    if ($status_of_s3 = 204) { return 204; }
                    if ($status_of_s3 = 201) { return 201 $xml; }
                    default_type application/xml;
                    add_header ETag '"0"';
                    # What a PUT says of its bytes comes back, as from S3; nginx does not check it.
                    add_header x-amz-checksum-crc64nvme $http_x_amz_checksum_crc64nvme;
                    add_header x-amz-checksum-sha256 $http_x_amz_checksum_sha256;
                    return 200 $xml;
                }
            }
        }

        """;

    /// <summary>nginx makes them all when it starts, and else where only root can.</summary>
    private static string TemporaryPaths(NullAwsFiles files) =>
        string.Join(' ', new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(kind => $"{kind}_temp_path {files.Folder}/{kind};"));
}
