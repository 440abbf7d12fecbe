import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
} from 'node:crypto';
import { TuttiSealing } from '@tutti/plugin-tutti-node';

/** Seals as the backend does, with a key of its own. */
export function testSealing(key: Buffer = randomBytes(32)): TuttiSealing {
  return {
    seal(text, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [nonce, cipher.getAuthTag(), body]
        .map(part => part.toString('base64'))
        .join(':');
    },
    open(sealed, place) {
      const [nonce, tag, body] = sealed
        .split(':')
        .map(part => Buffer.from(part, 'base64'));
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString(
        'utf8',
      );
    },
    digest: text => createHmac('sha256', key).update(text).digest('hex'),
  };
}
