// SPDX-License-Identifier: Apache-2.0

// Our build of the peer adds this file to the package that takes private data from other peers (see mends.json).
package state

import (
	"regexp"

	"github.com/hyperledger/fabric-protos-go-apiv2/gossip"
	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/rwset/kvrwset"
	"google.golang.org/protobuf/proto"
)

var transactionID = regexp.MustCompile("^[0-9a-f]{64}$")

// canBeStored tells whether private data of another peer is what an endorser hands out: for a transaction id, decodable,
// with the configuration of its collection. What is not would be found first when the data of others is looked for.
func canBeStored(payload *gossip.PrivatePayload) bool {
	if !transactionID.MatchString(payload.TxId) {
		return false
	}
	for _, config := range payload.GetCollectionConfigs().GetConfig() {
		if config.GetStaticCollectionConfig() == nil {
			return false
		}
	}
	return proto.Unmarshal(payload.PrivateRwset, &kvrwset.KVRWSet{}) == nil
}
