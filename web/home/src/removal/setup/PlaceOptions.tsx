/** The places to choose from, services and locations apart. */
import {useWords} from '../../ui/context.tsx';
import type {Places} from './places.ts';
import type {Place} from './choice.ts';
import {keyOf} from './key.ts';

/** @param except is not offered */
export function PlaceOptions({places, except}: {places: Places; except?: Place | null}) {
  const {text} = useWords();
  return (
    <>
      {(['services', 'locations'] as const).map((kind) => {
        const offered = places[kind].filter(
          ({destination}) => !except || keyOf(destination) !== keyOf(except.destination),
        );
        if (offered.length === 0) return null;
        return (
          <s-option-group key={kind} label={text(`removal.destination.${kind}`)}>
            {offered.map(({name, destination}) => (
              <s-option key={keyOf(destination)} value={keyOf(destination)}>
                {name}
              </s-option>
            ))}
          </s-option-group>
        );
      })}
    </>
  );
}
