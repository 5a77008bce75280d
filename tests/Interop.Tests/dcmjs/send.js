// Sends a C-ECHO and each file by C-STORE; prints one JSON object per response.
const { Client, Transcoding, requests, constants } = require('dcmjs-dimse');
const { CEchoRequest, CStoreRequest } = requests;

const [host, port, calledAETitle, ...files] = process.argv.slice(2);
const client = new Client();
const add = (name, request) => {
  request.on('response', (response) => {
    if (response.getStatus() !== constants.Status.Pending) {
      console.log(JSON.stringify({ request: name, status: response.getStatus() }));
    }
  });
  client.addRequest(request);
};

add('echo', new CEchoRequest());
files.forEach((file) => add(file, new CStoreRequest(file)));
client.on('networkError', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
// It may choose another transfer syntax than the file's.
Transcoding.initializeAsync().then(() => {
  client.send(host, Number(port), 'DCMJS', calledAETitle, { maxPduLength: 65536 });
});
