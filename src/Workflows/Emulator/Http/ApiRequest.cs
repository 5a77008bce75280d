using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace StoreScp.Emulator;

/// <summary>One call of the API: what it says, checked, and its answer.</summary>
internal sealed class ApiRequest(HttpContext context, EmulatorOptions options)
{
    public HttpContext Context { get; } = context;

    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>An identifier of the path.</summary>
    /// <exception cref="ApiException">ValidationException: it is not 32 lower-case letters and digits.</exception>
    public string Id(string name) => Patterns.Require(name, Path(name), Patterns.Id(), 32, 32);

    public string Path(string name) => (string?)Context.GetRouteValue(name) ?? "";

    /// <summary>Null when it is absent.</summary>
    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var values) ? values[0] ?? "" : null;

    public bool QueryFlag(string name) => Query(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw ApiException.Validation($"{name} is neither true nor false"),
    };

    public ListPage Page() => ListPage.Parse(Query("maxResults"), Query("nextToken"));

    /// <summary>The members of the body; none when it is empty.</summary>
    /// <exception cref="ApiException">ValidationException: it is no JSON object, or too long.</exception>
    public async Task<JsonFields> ReadBodyAsync()
    {
        using var body = new MemoryStream();
        var block = new byte[8192];
        for (int read; (read = await Context.Request.Body.ReadAsync(block, Aborted)) > 0;)
        {
            if (body.Length + read > options.MaximumRequestBytes) throw ApiException.Validation($"The request is longer than {options.MaximumRequestBytes} bytes");
            body.Write(block, 0, read);
        }
        return body.Length == 0 ? new JsonFields([]) : JsonFields.Parse("The request", body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    public Task AnswerAsync(JsonObject answer)
    {
        if (options.Faults.UnknownFields) UnknownFields.AddTo(answer);
        return AnswerAsync(answer, "application/json");
    }

    public async Task AnswerAsync(JsonNode answer, string contentType, int status = StatusCodes.Status200OK)
    {
        Context.Response.StatusCode = status;
        Context.Response.ContentType = contentType;
        await Context.Response.WriteAsync(answer.ToJsonString(), Aborted);
    }
}
