// SPDX-License-Identifier: Apache-2.0

// Our build of the peer adds this file to the package that hands transactions to their validation (see mends.json).
package plugindispatcher

import (
	"bytes"
	"crypto/sha256"
	"regexp"

	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/rwset/kvrwset"
	"github.com/hyperledger/fabric/core/ledger/kvledger/txmgmt/rwsetutil"
)

var hashOfNothing = sha256.Sum256(nil)

// A probe is endorsed to see whether acts would be, and never submitted (docs/decisions/0143).
var hashOfProbe = sha256.Sum256([]byte("probe"))

// Chaincodes and collections have such names. Others can mean a place in a peer's database that only some peers have.
var name = regexp.MustCompile("^[A-Za-z0-9._-]+$")

// unlikeAnyAct says what a namespace's read-write set has that no peer gives a transaction of medseal, and that commits are
// not made for; empty where there is nothing of that kind. A simulation gives each collection and each key once, a
// value or a deletion, hashes of 32 bytes. Acts have no policies for single keys and no range queries.
func unlikeAnyAct(set *rwsetutil.NsRwSet) string {
	if !name.MatchString(set.NameSpace) {
		return "a name that no chaincode has"
	}
	if len(set.KvRwSet.GetMetadataWrites()) > 0 {
		return "policies of keys"
	}
	if len(set.KvRwSet.GetRangeQueriesInfo()) > 0 {
		return "range queries"
	}
	if strange := unlikeWrites(set.KvRwSet.GetWrites()); strange != "" {
		return strange
	}
	collections := map[string]struct{}{}
	for _, collection := range set.CollHashedRwSets {
		if !name.MatchString(collection.CollectionName) {
			return "a name that no collection has"
		}
		if _, twice := collections[collection.CollectionName]; twice {
			return "a collection twice"
		}
		collections[collection.CollectionName] = struct{}{}
		if len(collection.HashedRwSet.GetMetadataWrites()) > 0 {
			return "policies of keys"
		}
		if strange := unlikeHashedWrites(collection.HashedRwSet.GetHashedWrites()); strange != "" {
			return strange
		}
	}
	return ""
}

func unlikeWrites(writes []*kvrwset.KVWrite) string {
	keys := map[string]struct{}{}
	for _, write := range writes {
		if _, twice := keys[write.Key]; twice {
			return "a key twice"
		}
		keys[write.Key] = struct{}{}
		if write.IsDelete != (len(write.Value) == 0) {
			return "a write that is neither a value nor a deletion"
		}
	}
	return ""
}

func unlikeHashedWrites(writes []*kvrwset.KVWriteHash) string {
	keys := map[string]struct{}{}
	for _, write := range writes {
		if len(write.KeyHash) != sha256.Size {
			return "a hash that is none"
		}
		if bytes.Equal(write.KeyHash, hashOfProbe[:]) {
			return "the key of a probe"
		}
		if _, twice := keys[string(write.KeyHash)]; twice {
			return "a key twice"
		}
		keys[string(write.KeyHash)] = struct{}{}
		isValue := len(write.ValueHash) == sha256.Size && !bytes.Equal(write.ValueHash, hashOfNothing[:])
		isDeletion := write.IsDelete && len(write.ValueHash) == 0
		if write.IsDelete == isValue || isValue == isDeletion || (write.IsPurge && !isDeletion) {
			return "a write that is neither a value nor a deletion"
		}
	}
	return ""
}
