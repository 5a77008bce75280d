// Stores each file, asks for their storage commitment, and prints one JSON object per response and per report.
// With a linger time (ms) it waits for the report on its own association; with a port it takes it there on a new one.
const { Client, Dataset, Scp, Server, Transcoding, constants, requests, responses } = require('dcmjs-dimse');
const { CStoreRequest, NActionRequest } = requests;
const { PresentationContextResult, StorageClass, TransferSyntax } = constants;

const [host, port, calledAETitle, linger, listenPort, transactionUID, unknownInstanceUID, ...files] = process.argv.slice(2);
const commitmentClass = '1.2.840.10008.1.20.1';
const commitmentInstance = '1.2.840.10008.1.20.1.1';
const print = (line) => console.log(JSON.stringify(line));

const instancesOf = (dataset, sequence) => {
  const items = dataset.getElement(sequence);
  return (Array.isArray(items) ? items : items ? [items] : []).map((item) => ({
    instance: item.ReferencedSOPInstanceUID,
    reason: item.FailureReason,
  }));
};
const take = (way) => (request, callback) => {
  const dataset = request.getDataset();
  print({
    event: 'report',
    way,
    type: request.getEventTypeId(),
    transaction: dataset.getElement('TransactionUID'),
    committed: instancesOf(dataset, 'ReferencedSOPSequence'),
    failed: instancesOf(dataset, 'FailedSOPSequence'),
  });
  const response = responses.NEventReportResponse.fromRequest(request);
  response.setStatus(constants.Status.Success);
  callback(response);
};

class ReportScp extends Scp {
  associationRequested(association) {
    association.getPresentationContexts().forEach(({ id }) => {
      const context = association.getPresentationContext(id);
      context.setResult(
        context.getAbstractSyntaxUid() === commitmentClass
          ? PresentationContextResult.Accept
          : PresentationContextResult.RejectAbstractSyntaxNotSupported,
        TransferSyntax.ImplicitVRLittleEndian
      );
    });
    this.sendAssociationAccept();
  }

  nEventReportRequest(request, callback) {
    take('new')(request, callback);
  }

  associationReleaseRequested() {
    this.sendAssociationReleaseResponse();
    server.close();
  }
}

let server;
if (Number(listenPort)) {
  server = new Server(ReportScp);
  server.listen(Number(listenPort));
}

const client = new Client();
const add = (name, request) => {
  request.on('response', (response) => {
    if (response.getStatus() !== constants.Status.Pending) print({ event: name, status: response.getStatus() });
  });
  client.addRequest(request);
};
const references = [];
files.forEach((file) => {
  const request = new CStoreRequest(file);
  const dataset = request.getDataset();
  references.push({
    ReferencedSOPClassUID: dataset.getElement('SOPClassUID'),
    ReferencedSOPInstanceUID: dataset.getElement('SOPInstanceUID'),
  });
  add('store', request);
});
references.push({ ReferencedSOPClassUID: StorageClass.CtImageStorage, ReferencedSOPInstanceUID: unknownInstanceUID });

const action = new NActionRequest(commitmentClass, commitmentInstance, 1);
action.setDataset(new Dataset({ TransactionUID: transactionUID, ReferencedSOPSequence: references }));
add('action', action);
client.on('nEventReportRequest', take('same'));
client.on('networkError', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
Transcoding.initializeAsync().then(() => {
  client.send(host, Number(port), 'DCMJS', calledAETitle, { associationLingerTimeout: Number(linger) });
});
